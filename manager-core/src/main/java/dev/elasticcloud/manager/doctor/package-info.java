/// Examines whether a cloud can run here: the machine, the Docker Engine, and the cloud's own names
/// and addresses. Looks and changes nothing, but for a file that it writes into the data folder and
/// removes. Uses the Docker adapter; is used by the root. Start reading with
/// [dev.elasticcloud.manager.doctor.Doctor].
@NullMarked
package dev.elasticcloud.manager.doctor;

import org.jspecify.annotations.NullMarked;

/// The settings screen: how the console looks, what it is connected to, who may come in, and what
/// it is made of. May use `control`, `connection` and the manager's model. Start reading with
/// [dev.elasticcloud.console.feature.settings.SettingsModel].
@NullMarked
package dev.elasticcloud.console.feature.settings;

import org.jspecify.annotations.NullMarked;

/// The settings screen: appearance, connection, tokens and bundled libraries. May use `control`,
/// `connection` and the manager's model. Start reading with
/// [dev.elasticcloud.console.feature.settings.SettingsModel].
@NullMarked
package dev.elasticcloud.console.feature.settings;

import org.jspecify.annotations.NullMarked;

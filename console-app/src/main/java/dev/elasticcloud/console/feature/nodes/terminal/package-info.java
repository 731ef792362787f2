/// A terminal in a node: JediTerm's emulator, which turns what a shell prints into cells, and the
/// canvas that paints them and passes keys on. Independent of the screen that contains it; uses the
/// connection and the controls. Start reading with
/// [dev.elasticcloud.console.feature.nodes.terminal.TerminalModel].
@NullMarked
package dev.elasticcloud.console.feature.nodes.terminal;

import org.jspecify.annotations.NullMarked;

package dev.elasticcloud.console.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/// All commands available everywhere: the screens and actions of the window, each with its
/// shortcut, and the reason if this user may not use it.
final class Commands {

    private final ShellModel model;
    private final List<Screen> screens = new ArrayList<>();
    private final List<WindowAction> actions = new ArrayList<>();
    private final IntConsumer select;
    private final Consumer<String> notify;

    /// @param select shows the screen at an index of the navigation
    Commands(ShellModel model, IntConsumer select, Consumer<String> notify) {
        this.model = model;
        this.select = select;
        this.notify = notify;
    }

    List<Screen> screens() {
        return screens;
    }

    List<WindowAction> actions() {
        return actions;
    }

    /// The commands that the palette offers.
    ///
    /// @param without the keys of an action that is not offered, because it is open
    List<PaletteModel.Entry> entries(KeyCombination without) {
        List<PaletteModel.Entry> entries = new ArrayList<>();
        for (int i = 0; i < screens.size(); i++) {
            Screen screen = screens.get(i);
            int index = i;
            entries.add(
                    new PaletteModel.Entry(
                            PaletteModel.Kind.SCREEN,
                            screen.title(),
                            "",
                            screen.shortcut().getDisplayText(),
                            model.refusal(screen.needs()),
                            () -> select.accept(index)));
        }
        for (WindowAction action : actions) {
            if (action.keysText().equals(without.getDisplayText())) {
                continue;
            }
            entries.add(
                    new PaletteModel.Entry(
                            PaletteModel.Kind.ACTION,
                            action.title(),
                            "",
                            action.keysText(),
                            model.refusal(action.needs()),
                            action.run()));
        }
        return entries;
    }

    /// Runs the action whose shortcut was pressed; returns whether there is one.
    boolean runAction(KeyEvent pressed) {
        for (WindowAction action : actions) {
            if (action.keys() != null && action.keys().match(pressed)) {
                run(action.run(), model.refusal(action.needs()));
                return true;
            }
        }
        return false;
    }

    /// The index of the screen whose shortcut was pressed; -1 when there is none.
    int screen(KeyEvent pressed) {
        for (int i = 0; i < screens.size(); i++) {
            if (screens.get(i).shortcut().match(pressed)) {
                return i;
            }
        }
        return -1;
    }

    /// Runs it, or says why this user may not.
    void run(Runnable task, String refusal) {
        if (refusal.isEmpty()) {
            task.run();
        } else {
            notify.accept(refusal);
        }
    }
}

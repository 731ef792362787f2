package dev.elasticcloud.console.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.geometry.Rectangle2D;
import org.junit.jupiter.api.Test;

class WindowPlaceTest {

    private static final Rectangle2D LAPTOP = new Rectangle2D(0, 0, 1600, 900);
    private static final Rectangle2D DESK = new Rectangle2D(1600, 0, 3840, 2160);

    private static WindowPlace restore(String saved, Rectangle2D... screens) {
        return WindowPlace.restore(saved, List.of(screens), 1440, 900);
    }

    @Test
    void aWindowComesBackWhereItWas() {
        assertThat(restore("2000 100 1800 1200", LAPTOP, DESK).bounds())
                .isEqualTo(new Rectangle2D(2000, 100, 1800, 1200));
    }

    @Test
    void aWindowOnAScreenThatIsGoneIsPlacedAnew() {
        WindowPlace place = restore("2000 100 1800 1200", LAPTOP);
        assertThat(place.bounds()).isNull();
        assertThat(place.width()).isEqualTo(1440);
    }

    @Test
    void aWindowIsNoLargerThanItsScreen() {
        assertThat(restore("100 50 3000 2000", LAPTOP).bounds())
                .isEqualTo(new Rectangle2D(100, 50, 1600, 900));
    }

    @Test
    void aTitleAboveOrBesideTheScreenCountsAsGone() {
        assertThat(restore("100 -300 800 600", LAPTOP).bounds()).isNull();
        assertThat(restore("1550 100 800 600", LAPTOP).bounds()).isNull();
    }

    @Test
    void aMaximizedWindowIsMaximizedAgain() {
        assertThat(restore("100 50 800 600 maximized", LAPTOP).maximized()).isTrue();
        assertThat(restore("2000 50 800 600 maximized", LAPTOP).maximized()).isTrue();
    }

    @Test
    void whatCannotBeReadIsIgnored() {
        for (String saved : List.of("", "wide", "1 2 3", "99999999999 0 800 600")) {
            assertThat(restore(saved, LAPTOP).bounds()).as(saved).isNull();
        }
    }
}

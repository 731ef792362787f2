package dev.elasticcloud.manager.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.model.status.Subject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "balancer",
                "store",
                "host worker-1",
                "image of light",
                "network of light",
                "starts of light",
                "node light-1",
                "something newer"
            })
    void aSubjectIsReadBackFromItsText(String text) {
        assertThat(Subject.parse(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"node ", "node A b", "starts of _"})
    void aTextThatNamesNothingIsKeptAsItIs(String text) {
        assertThat(Subject.parse(text)).isEqualTo(new Subject.Other(text));
    }
}

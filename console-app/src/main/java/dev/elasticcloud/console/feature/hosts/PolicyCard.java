package dev.elasticcloud.console.feature.hosts;

import static dev.elasticcloud.console.text.Texts.text;

import atlantafx.base.theme.Styles;
import dev.elasticcloud.console.control.ProblemLabel;
import dev.elasticcloud.manager.model.spec.HostPolicy;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// How much of each host may be promised to nodes; owners change it here.
final class PolicyCard extends VBox {

    private final HostsModel model;
    private final TextField overcommit =
            field("overcommit", text("hosts.policy.accessible.overcommit"));
    private final TextField reserve = field("reserve", text("hosts.policy.accessible.reserve"));
    private final Button apply = new Button(text("hosts.policy.apply"));
    private final Label note = new Label();

    PolicyCard(HostsModel model) {
        this.model = model;
        getStyleClass().addAll("card", "policy");
        Label title = new Label(text("hosts.policy.title"));
        title.getStyleClass().add("card-title");
        apply.setId("apply-policy");
        apply.getStyleClass().add(Styles.ACCENT);
        apply.setOnAction(event -> model.apply(overcommit.getText(), reserve.getText()));
        FlowPane fields =
                new FlowPane(
                        10,
                        8,
                        new Label(text("hosts.policy.overcommit")),
                        overcommit,
                        new Label(text("hosts.policy.times")),
                        new Label(text("hosts.policy.reserve")),
                        reserve,
                        new Label("MB"),
                        apply);
        fields.setAlignment(Pos.CENTER_LEFT);
        note.getStyleClass().add("hint");
        note.setWrapText(true);
        getChildren().addAll(title, fields, new ProblemLabel(model.problemProperty()), note);
        overcommit.textProperty().addListener((o, before, now) -> check());
        reserve.textProperty().addListener((o, before, now) -> check());
        model.policyProperty().addListener((o, before, now) -> show(now));
        show(model.policyProperty().get());
    }

    private static TextField field(String id, String meaning) {
        TextField field = new TextField();
        field.setId("policy-" + id);
        field.setPrefColumnCount(6);
        field.setAccessibleText(meaning);
        return field;
    }

    private void show(@Nullable HostPolicy policy) {
        String refusal = model.refusal();
        boolean usable = policy != null && refusal.isEmpty();
        overcommit.setDisable(!usable);
        reserve.setDisable(!usable);
        if (policy != null) {
            overcommit.setText(number(policy.overcommit()));
            reserve.setText(Long.toString(policy.reserveBytes() / NodeLimits.MIB));
        }
        note.setText(refusal.isEmpty() ? policyNote(policy) : refusal);
        check();
    }

    private static String policyNote(@Nullable HostPolicy policy) {
        return policy != null && policy.unbounded()
                ? text("hosts.policy.note") + " " + text("hosts.policy.unbounded")
                : text("hosts.policy.note");
    }

    private void check() {
        HostPolicy known = model.policyProperty().get();
        if (known == null) {
            apply.setDisable(true);
            return;
        }
        Optional<HostPolicy> wanted = model.parse(overcommit.getText(), reserve.getText());
        apply.setDisable(
                !model.refusal().isEmpty() || wanted.isEmpty() || wanted.get().equals(known));
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}

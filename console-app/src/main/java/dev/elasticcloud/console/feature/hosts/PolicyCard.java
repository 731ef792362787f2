package dev.elasticcloud.console.feature.hosts;

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
    private final TextField overcommit = field("overcommit", "CPU overcommit, 0.1 to 20 times");
    private final TextField reserve = field("reserve", "Memory reserve in MB");
    private final Button apply = new Button("Apply");
    private final Label note = new Label();

    PolicyCard(HostsModel model) {
        this.model = model;
        getStyleClass().addAll("card", "policy");
        Label title = new Label("How much of each host may be promised");
        title.getStyleClass().add("card-title");
        apply.setId("apply-policy");
        apply.getStyleClass().add(Styles.ACCENT);
        apply.setOnAction(event -> model.apply(overcommit.getText(), reserve.getText()));
        FlowPane fields =
                new FlowPane(
                        10,
                        8,
                        new Label("CPU overcommit"),
                        overcommit,
                        new Label("times"),
                        new Label("Memory reserve"),
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
        note.setText(
                refusal.isEmpty()
                        ? "Nodes rarely use their whole CPU limit at once, so CPU may be promised more than once. Memory is promised once; the reserve is kept for the system, the engine and the manager."
                                + (policy != null && policy.unbounded()
                                        ? " Nodes are now started without regard to the hosts' capacity."
                                        : "")
                        : refusal);
        check();
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

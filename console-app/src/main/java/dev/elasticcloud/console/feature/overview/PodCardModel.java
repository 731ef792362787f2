package dev.elasticcloud.console.feature.overview;

import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.spec.Balance;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.Elasticity;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.PodPhase;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// The properties and commands of one pod on the overview.
public final class PodCardModel {

    private static final int DECISIONS = 30;

    private final CloudConnection connection;
    private final Consumer<String> notify;
    private final PodName name;

    private final ReadOnlyObjectWrapper<PodStatus> status;
    private final PodPastModel past;
    private final ReadOnlyStringWrapper limitsProblem = new ReadOnlyStringWrapper("");
    private final PendingEdit<ChartSpan> thresholds;
    private final PendingEdit<ChartSpan> bounds;
    private final PendingEdit<Boolean> elastic;
    private final PendingEdit<Balance> balance;
    private final PendingEdit<NodeLimits> limits;
    private final PendingEdit<Double> weight;
    private final PendingEdit<Boolean> paused;
    private final ReadOnlyObjectWrapper<OptionalInt> ceiling =
            new ReadOnlyObjectWrapper<>(OptionalInt.empty());

    PodCardModel(
            CloudConnection connection,
            InstantSource clock,
            Consumer<String> notify,
            PodStatus first,
            TimeRange range) {
        this.connection = connection;
        this.notify = notify;
        this.name = first.name();
        this.status = new ReadOnlyObjectWrapper<>(first);
        this.past = new PodPastModel(connection, clock, name, range);
        PodSpec spec = first.spec();
        this.thresholds = new PendingEdit<>(clock, ChartSpan.thresholds(spec.elasticity()));
        this.bounds = new PendingEdit<>(clock, ChartSpan.bounds(spec.elasticity()));
        this.elastic = new PendingEdit<>(clock, spec.elasticity().enabled());
        this.balance = new PendingEdit<>(clock, spec.balance());
        this.limits = new PendingEdit<>(clock, spec.limits());
        this.weight = new PendingEdit<>(clock, spec.weight());
        this.paused = new PendingEdit<>(clock, spec.target().allPaused());
    }

    /// Why this console may not change the pod; empty when it may.
    String notAllowed() {
        return connection.refusal(Role.OWNER);
    }

    public PodName name() {
        return name;
    }

    public PodStatus status() {
        return status.get();
    }

    public ReadOnlyObjectProperty<PodStatus> statusProperty() {
        return status.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<HistoryWindow> pastProperty() {
        return past.windowProperty();
    }

    public ReadOnlyObjectProperty<ChartSpan> thresholdsProperty() {
        return thresholds.property();
    }

    public ReadOnlyObjectProperty<ChartSpan> boundsProperty() {
        return bounds.property();
    }

    public ReadOnlyObjectProperty<Boolean> elasticProperty() {
        return elastic.property();
    }

    public ReadOnlyObjectProperty<Balance> balanceProperty() {
        return balance.property();
    }

    public ReadOnlyObjectProperty<NodeLimits> limitsProperty() {
        return limits.property();
    }

    /// The pod's share of a full host relative to other pods.
    public ReadOnlyObjectProperty<Double> weightProperty() {
        return weight.property();
    }

    /// The most nodes that the hosts have room for; empty when unknown or more than the pod may
    /// have.
    public ReadOnlyObjectProperty<OptionalInt> ceilingProperty() {
        return ceiling.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Boolean> pausedProperty() {
        return paused.property();
    }

    /// What is wrong with the last typed limits; empty when they are valid.
    public ReadOnlyStringProperty limitsProblemProperty() {
        return limitsProblem.getReadOnlyProperty();
    }

    public boolean initialised() {
        return status().phase() != PodPhase.NOT_INITIALISED;
    }

    public void changeThresholds(int lower, int upper) {
        thresholds.edit(new ChartSpan(lower, upper));
        submit(new Command.SetThresholds(name, lower / 100.0, upper / 100.0));
    }

    public void changeBounds(int min, int max) {
        bounds.edit(new ChartSpan(min, max));
        submit(new Command.SetBounds(name, min, max));
    }

    public void changeElastic(boolean on) {
        if (on == elastic.value()) {
            return;
        }
        elastic.edit(on);
        ChartSpan span = bounds.value();
        submit(
                on
                        ? new Command.EnableElasticity(name, span.low(), span.high())
                        : new Command.DisableElasticity(name));
    }

    public void changeBalance(Balance changed) {
        if (changed != balance.value()) {
            balance.edit(changed);
            submit(new Command.SetBalance(name, changed));
        }
    }

    public void changeCpus(String text) {
        changeLimits(LimitsParser::withCpus, text);
    }

    public void changeMemory(String text) {
        changeLimits(LimitsParser::withMemory, text);
    }

    /// Clears the error, because the field shows the current limits again.
    public void clearLimitsProblem() {
        limitsProblem.set("");
    }

    private void changeLimits(BiFunction<NodeLimits, String, NodeLimits> read, String text) {
        NodeLimits changed;
        try {
            changed = read.apply(limits.value(), text);
        } catch (IllegalArgumentException e) {
            limitsProblem.set(String.valueOf(e.getMessage()));
            return;
        }
        limitsProblem.set("");
        if (!changed.equals(limits.value())) {
            limits.edit(changed);
            submit(new Command.SetLimits(name, changed));
        }
    }

    public void changeWeight(String text) {
        double changed;
        try {
            changed = LimitsParser.weight(text);
        } catch (IllegalArgumentException e) {
            limitsProblem.set(String.valueOf(e.getMessage()));
            return;
        }
        limitsProblem.set("");
        if (changed != weight.value()) {
            weight.edit(changed);
            submit(new Command.SetWeight(name, changed));
        }
    }

    public void launch() {
        submit(new Command.LaunchNode(name, null));
    }

    public void pauseOrResume() {
        boolean pause = !paused.value();
        paused.edit(pause);
        submit(pause ? new Command.PausePod(name) : new Command.ResumePod(name));
    }

    /// Asks for the latest decisions, newest first, including those to do nothing.
    public void askDecisions(Consumer<List<Decision>> answered) {
        connection.decisions(name, DECISIONS, answered, notify);
    }

    private void submit(Command command) {
        connection.submit(
                command,
                refusal -> {
                    revert();
                    notify.accept(refusal);
                });
    }

    private void revert() {
        PodSpec spec = status().spec();
        thresholds.forget(ChartSpan.thresholds(spec.elasticity()));
        bounds.forget(ChartSpan.bounds(spec.elasticity()));
        elastic.forget(spec.elasticity().enabled());
        balance.forget(spec.balance());
        limits.forget(spec.limits());
        weight.forget(spec.weight());
        paused.forget(spec.target().allPaused());
    }

    void follow(PodStatus changed, OptionalInt bears) {
        if (!bears.equals(ceiling.get())) {
            ceiling.set(bears);
        }
        if (!changed.equals(status.get())) {
            status.set(changed);
        }
        settle();
        wantHistory();
    }

    /// Drops edits that the snapshot did not confirm in time, and asks for history when it is due.
    void tick() {
        settle();
        if (past.isWanted()) {
            wantHistory();
        }
    }

    void watch(boolean on) {
        if (past.watch(on)) {
            wantHistory();
        }
    }

    void show(TimeRange changed) {
        past.show(changed);
        wantHistory();
    }

    private void settle() {
        PodSpec spec = status().spec();
        Elasticity elasticity = spec.elasticity();
        thresholds.follow(ChartSpan.thresholds(elasticity));
        bounds.follow(ChartSpan.bounds(elasticity));
        elastic.follow(elasticity.enabled());
        balance.follow(spec.balance());
        limits.follow(spec.limits());
        weight.follow(spec.weight());
        paused.follow(spec.target().allPaused());
    }

    /// A pod that is not initialised has no history.
    private void wantHistory() {
        if (initialised()) {
            past.want();
        }
    }
}

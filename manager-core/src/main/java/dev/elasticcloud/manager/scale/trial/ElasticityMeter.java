package dev.elasticcloud.manager.scale.trial;

/// Measures how well a supply of nodes followed a demand, by the elasticity metrics of the SPEC
/// Research Group (Herbst, Kounev, Reussner: "Elasticity in Cloud Computing", ICAC 2013, and the
/// technical report SPEC-RG-2016-01). Demand and supply are added as steps, in time order.
///
/// The relative metrics divide by the demand, or by 1 while there is none.
public final class ElasticityMeter {

    /// The metrics over the whole time.
    ///
    /// @param thetaUnder accuracy: mean of `max(d - s, 0) / d`, in percent
    /// @param thetaOver accuracy: mean of `max(s - d, 0) / d`, in percent
    /// @param tauUnder timeshare: part of the time with less supply than demand, in percent
    /// @param tauOver timeshare: part of the time with more supply than demand, in percent
    /// @param instability part of the steps at which supply and demand did not go the same way, in
    ///     percent
    /// @param under mean of `max(d - s, 0)`, in nodes
    /// @param over mean of `max(s - d, 0)`, in nodes
    /// @param jitter changes of the supply beyond those of the demand, in nodes per second
    public record Result(
            double thetaUnder,
            double thetaOver,
            double tauUnder,
            double tauOver,
            double instability,
            double under,
            double over,
            double jitter) {}

    private double time;
    private double under;
    private double over;
    private double underShare;
    private double overShare;
    private double timeUnder;
    private double timeOver;
    private double timeAgainst;
    private long supplySteps;
    private long demandSteps;
    private int lastDemand;
    private int lastSupply;
    private boolean begun;

    /// Adds a step of some seconds that starts at the end of the last one.
    public void add(int demand, int supply, double seconds) {
        if (begun) {
            supplySteps += Math.abs(supply - lastSupply);
            demandSteps += Math.abs(demand - lastDemand);
            if (Integer.signum(supply - lastSupply) != Integer.signum(demand - lastDemand)) {
                timeAgainst += seconds;
            }
        }
        begun = true;
        lastDemand = demand;
        lastSupply = supply;
        time += seconds;
        int lack = Math.max(0, demand - supply);
        int excess = Math.max(0, supply - demand);
        double base = Math.max(1, demand);
        under += lack * seconds;
        over += excess * seconds;
        underShare += lack / base * seconds;
        overShare += excess / base * seconds;
        timeUnder += lack > 0 ? seconds : 0;
        timeOver += excess > 0 ? seconds : 0;
    }

    public Result result() {
        double whole = Math.max(time, Double.MIN_NORMAL);
        return new Result(
                100 * underShare / whole,
                100 * overShare / whole,
                100 * timeUnder / whole,
                100 * timeOver / whole,
                100 * timeAgainst / whole,
                under / whole,
                over / whole,
                (supplySteps - demandSteps) / whole);
    }
}

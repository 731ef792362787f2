package dev.elasticcloud.manager.simulation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Divides processor time by weighted max-min fairness, as the kernel's scheduler does between
/// control groups: nobody gets more than it can use, and unused time goes to the others by weight.
///
/// Progressive filling; see Bertsekas and Gallager, Data Networks, 1992, section 6.5.2.
final class MaxMinShare {

    private MaxMinShare() {}

    /// One demand for processor time.
    ///
    /// @param most what it can use at most
    /// @param weight its share relative to others when there is too little; above 0
    record Demand(double most, double weight) {}

    /// The time that each gets, in the order of the demands.
    static double[] of(double capacity, List<Demand> demands) {
        Integer[] order = new Integer[demands.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(
                order,
                Comparator.comparingDouble(i -> demands.get(i).most() / demands.get(i).weight()));
        double left = capacity;
        double weight = demands.stream().mapToDouble(Demand::weight).sum();
        double[] shares = new double[demands.size()];
        for (int next : order) {
            Demand demand = demands.get(next);
            double share = Math.min(demand.most(), left * demand.weight() / weight);
            shares[next] = Math.max(0, share);
            left -= share;
            weight -= demand.weight();
        }
        return shares;
    }
}

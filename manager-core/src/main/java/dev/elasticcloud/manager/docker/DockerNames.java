package dev.elasticcloud.manager.docker;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.PodSpec;
import java.util.Map;
import java.util.Set;

/// How one cloud's containers, networks and images are named and labelled in Docker.
///
/// Names follow from the names of cloud and node, so a repeated create finds the first container.
/// Labels decide what belongs to which cloud.
public record DockerNames(String cloud) {

    static final String CLOUD = "dev.elasticcloud.cloud";
    static final String POD = "dev.elasticcloud.pod";
    static final String NODE = "dev.elasticcloud.node";
    static final String FINGERPRINT = "dev.elasticcloud.spec-hash";
    static final String SPEC = "dev.elasticcloud.spec";
    static final String ROLE = "dev.elasticcloud.role";
    static final String DIGEST = "dev.elasticcloud.digest";
    static final String BALANCER_ROLE = "balancer";
    static final String OUTWARD_ROLE = "outward";
    public static final String REPOSITORY = "elastic-cloud/";

    private static final Set<String> TAKEN_REPOSITORIES = Set.of("base", "haproxy");

    public DockerNames {
        if (!cloud.matches("[a-z0-9][a-z0-9_-]{0,30}")) {
            throw new IllegalArgumentException(
                    "'" + cloud + "' is not a cloud name: use 1 to 31 of a-z, 0-9, '-' and '_'");
        }
    }

    public String container(NodeName node) {
        return prefix() + node;
    }

    public String network(PodName pod) {
        return networkOf(pod.value());
    }

    /// The network of the pod that a label names.
    String networkOf(String pod) {
        return prefix() + pod;
    }

    /// Ends with a dot, which no name chosen by a user contains: cloud `a` with node `b-1` is never
    /// mistaken for cloud `a-b` with node `1`.
    private String prefix() {
        return "ec-" + cloud + ".";
    }

    /// The network over which a pod's nodes reach the outside.
    String outwardNetwork(PodName pod) {
        return network(pod) + ".outward";
    }

    public String balancer() {
        return "ec-" + cloud + "-balancer";
    }

    /// The volume that claims the cloud's name.
    String claim() {
        return "ec-" + cloud + "-claim";
    }

    public String edgeNetwork() {
        return "ec-" + cloud + "-edge";
    }

    public Map<String, String> ofCloud() {
        return Map.of(CLOUD, cloud);
    }

    /// The label of everything that belongs to this cloud, in the form of a filter.
    String labelOfCloud() {
        return CLOUD + "=" + cloud;
    }

    public Map<String, String> ofPod(PodName pod) {
        return Map.of(CLOUD, cloud, POD, pod.value());
    }

    Map<String, String> ofOutward(PodName pod) {
        return Map.of(CLOUD, cloud, POD, pod.value(), ROLE, OUTWARD_ROLE);
    }

    public Map<String, String> ofNode(PodSpec pod, NodeName node) {
        return Map.of(
                CLOUD, cloud,
                POD, pod.name().value(),
                NODE, node.value(),
                FINGERPRINT, pod.nodeFingerprint(),
                SPEC, SpecLabel.write(pod));
    }

    public Map<String, String> ofBalancer() {
        return Map.of(CLOUD, cloud, ROLE, BALANCER_ROLE);
    }

    /// The repository of a pod's image. Docker allows fewer names there than we do, so a run of
    /// separators becomes one, and the names of the shipped images are avoided.
    static String repository(PodName pod) {
        String plain = pod.value().replaceAll("[_-]+", "-").replaceAll("-$", "");
        return REPOSITORY + (TAKEN_REPOSITORIES.contains(plain) ? plain + "-pod" : plain);
    }
}

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.index.reindex.ReindexPlugin;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.painless.PainlessPlugin;
import org.opensearch.transport.Netty4Plugin;

/** A node of OpenSearch 2 from the class path, with the settings given as {@code key=value}. */
class OpenSearch2 extends Node {
    OpenSearch2(Environment environment) {
        super(environment, List.of(Netty4Plugin.class, CommonAnalysisPlugin.class,
            PainlessPlugin.class, ReindexPlugin.class), false);
    }

    public static void main(String[] arguments) throws Exception {
        Settings.Builder settings = Settings.builder();
        for (String argument : arguments) {
            String[] pair = argument.split("=", 2);
            settings.put(pair[0], pair[1]);
        }
        Settings read = settings.build();
        Path config = Path.of(read.get("path.home"), "config");
        Node node = new OpenSearch2(InternalSettingsPreparer.prepareEnvironment(
            read, Map.of(), config, () -> read.get("node.name")));
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                node.close();
            } catch (Exception error) {
                error.printStackTrace();
            }
            closed.countDown();
        }));
        node.start();
        closed.await();
    }
}

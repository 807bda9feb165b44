import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.opensearch.Version;
import org.opensearch.analysis.common.CommonAnalysisModulePlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.index.reindex.ReindexModulePlugin;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.painless.PainlessModulePlugin;
import org.opensearch.plugins.PluginInfo;
import org.opensearch.transport.Netty4ModulePlugin;

/** A node of OpenSearch 3 from the class path, with the settings given as {@code key=value}. */
class OpenSearch3 extends Node {
    OpenSearch3(Environment environment) {
        super(environment, MODULES.stream().map(OpenSearch3::info).toList(), false);
    }

    static final List<Class<?>> MODULES = List.of(Netty4ModulePlugin.class,
        CommonAnalysisModulePlugin.class, PainlessModulePlugin.class, ReindexModulePlugin.class);

    static PluginInfo info(Class<?> module) {
        return new PluginInfo(module.getSimpleName(), "a module of the server",
            Version.CURRENT.toString(), Version.CURRENT, "21", module.getName(), null, List.of(),
            false);
    }

    public static void main(String[] arguments) throws Exception {
        Settings.Builder settings = Settings.builder();
        for (String argument : arguments) {
            String[] pair = argument.split("=", 2);
            settings.put(pair[0], pair[1]);
        }
        Settings read = settings.build();
        Path config = Path.of(read.get("path.home"), "config");
        Node node = new OpenSearch3(InternalSettingsPreparer.prepareEnvironment(
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

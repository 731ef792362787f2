package dev.elasticcloud.lab.bench;

import dev.elasticcloud.manager.scale.trial.RecordedLoad;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;

/// Draws the demand of a trace and the supply of each policy, a strip for each. Grey is demand, the
/// line is supply, red is unmet demand.
final class SupplyChart {

    private static final int WIDTH = 1400;
    private static final int STRIP = 120;
    private static final int LEFT = 110;
    private static final int TOP = 40;
    private static final Color DEMAND = new Color(0xC9, 0xD1, 0xDB);
    private static final Color SUPPLY = new Color(0x1F, 0x6F, 0xEB);
    private static final Color SHORT = new Color(0xD1, 0x24, 0x2F);
    private static final Color INK = new Color(0x24, 0x29, 0x2F);

    private SupplyChart() {}

    static void draw(
            Path file,
            String title,
            RecordedLoad load,
            Map<ElasticityBenchmark.Row, int[]> supplies)
            throws IOException {
        int height = TOP + supplies.size() * STRIP + 10;
        BufferedImage image = new BufferedImage(WIDTH, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, WIDTH, height);
        g.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 16));
        g.setColor(INK);
        g.drawString(title + ": nodes needed (grey), supplied (blue), missing (red)", 12, 24);
        double most = 1;
        for (double nodes : load.nodes()) {
            most = Math.max(most, nodes);
        }
        int top = TOP;
        for (Map.Entry<ElasticityBenchmark.Row, int[]> supply : supplies.entrySet()) {
            g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
            g.setColor(INK);
            g.drawString(supply.getKey().policy(), 12, top + STRIP / 2);
            strip(g, load, supply.getValue(), top, Math.ceil(most));
            top += STRIP;
        }
        g.dispose();
        ImageIO.write(image, "png", file.toFile());
    }

    /// Each column of pixels shows the highest demand, the mean supply and the largest shortage of
    /// its seconds.
    private static void strip(Graphics2D g, RecordedLoad load, int[] supply, int top, double most) {
        int columns = WIDTH - LEFT - 12;
        int base = top + STRIP - 12;
        double scale = (STRIP - 20) / most;
        g.setStroke(new BasicStroke(1));
        int before = base;
        for (int column = 0; column < columns; column++) {
            int from = (int) ((long) column * supply.length / columns);
            int until = Math.max(from + 1, (int) ((long) (column + 1) * supply.length / columns));
            double need = 0;
            double given = 0;
            double lack = 0;
            for (int second = from; second < until; second++) {
                double demand = Math.ceil(load.nodes()[second] - 1e-9);
                need = Math.max(need, demand);
                given += supply[second];
                lack = Math.max(lack, demand - supply[second]);
            }
            int x = LEFT + column;
            int needed = base - (int) Math.round(need * scale);
            g.setColor(DEMAND);
            g.drawLine(x, base, x, needed);
            if (lack > 0) {
                g.setColor(SHORT);
                g.drawLine(x, needed, x, needed + Math.max(1, (int) Math.round(lack * scale)));
            }
            int y = base - (int) Math.round(given / (until - from) * scale);
            g.setColor(SUPPLY);
            g.drawLine(x, column == 0 ? y : before, x, y);
            before = y;
        }
    }
}

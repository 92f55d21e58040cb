// TreeMap from score (descending) to a sorted list of names
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

public class ScoreTable {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        int n = Integer.parseInt(in.readLine().trim());
        TreeMap<Integer, List<String>> table = new TreeMap<>(Collections.reverseOrder());
        for (int i = 0; i < n; i++) {
            String line = in.readLine().trim();
            int cut = line.indexOf(' ');
            int score = Integer.parseInt(line.substring(cut + 1).trim());
            List<String> names = table.get(score);
            if (names == null) {
                names = new ArrayList<>();
                table.put(score, names);
            }
            names.add(line.substring(0, cut));
        }
        StringBuilder out = new StringBuilder();
        for (Map.Entry<Integer, List<String>> e : table.entrySet()) {
            Collections.sort(e.getValue());
            for (String s : e.getValue()) {
                out.append(s).append(' ').append(e.getKey()).append('\n');
            }
        }
        System.out.print(out);
    }
}

// java.util.PriorityQueue of (distance, vertex), started at the market instead of at village 1
import java.io.*;
import java.util.*;

public class MountainRoads {
    static final class State implements Comparable<State> {
        final long dist;
        final int at;

        State(long dist, int at) {
            this.dist = dist;
            this.at = at;
        }

        @Override
        public int compareTo(State o) {
            return Long.compare(dist, o.dist);
        }
    }

    static int next(StreamTokenizer st) throws IOException {
        st.nextToken();
        return (int) st.nval;
    }

    public static void main(String[] args) throws IOException {
        StreamTokenizer st = new StreamTokenizer(new BufferedReader(new InputStreamReader(System.in)));
        int n = next(st);
        int m = next(st);
        List<List<int[]>> roads = new ArrayList<>();
        for (int i = 0; i <= n; i++) roads.add(new ArrayList<>());
        for (int i = 0; i < m; i++) {
            int u = next(st), v = next(st), w = next(st);
            roads.get(u).add(new int[] {v, w});
            roads.get(v).add(new int[] {u, w});
        }
        boolean[] done = new boolean[n + 1];
        long answer = -1;
        PriorityQueue<State> queue = new PriorityQueue<>();
        queue.add(new State(0, n));
        while (!queue.isEmpty()) {
            State s = queue.poll();
            if (done[s.at]) continue;
            done[s.at] = true;
            if (s.at == 1) {
                answer = s.dist;
                break;
            }
            for (int[] r : roads.get(s.at)) {
                if (!done[r[0]]) queue.add(new State(s.dist + r[1], r[0]));
            }
        }
        System.out.println(answer);
    }
}

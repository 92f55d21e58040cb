// sparse "skip" columns: S[k][i] for jumps of 16^k lines, a range is walked with the largest jump that fits
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

public class LedgerQueries {
    private static final DataInputStream in = new DataInputStream(new java.io.BufferedInputStream(System.in, 1 << 16));

    private static int nextInt() throws IOException {
        int c = in.read();
        while (c != '-' && (c < '0' || c > '9')) c = in.read();
        boolean negative = c == '-';
        if (negative) c = in.read();
        int v = 0;
        while (c >= '0' && c <= '9') {
            v = v * 10 + (c - '0');
            c = in.read();
        }
        return negative ? -v : v;
    }

    public static void main(String[] args) throws IOException {
        int n = nextInt(), q = nextInt();
        long[] row = new long[n];
        for (int i = 0; i < n; i++) row[i] = nextInt();
        List<long[]> table = new ArrayList<>();
        table.add(row);
        for (int step = 1; step * 16 <= n; step *= 16) {
            long[] next = new long[n - step * 16 + 1];
            for (int i = 0; i < next.length; i++)
                for (int j = 0; j < 16; j++) next[i] += row[i + j * step];
            table.add(next);
            row = next;
        }
        StringBuilder sb = new StringBuilder();
        for (; q > 0; q--) {
            int at = nextInt() - 1, end = nextInt();
            long s = 0;
            for (int k = table.size() - 1; k >= 0; k--) {
                int step = 1 << (4 * k);
                for (; at + step <= end; at += step) s += table.get(k)[at];
            }
            sb.append(s).append('\n');
        }
        System.out.print(sb);
    }
}

// binary counter of block summaries: two blocks of equal length are joined like a carry
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

public class BinaryCounter {
    static final InputStream in = new BufferedInputStream(System.in, 1 << 16);

    static int read() throws IOException {
        int c = in.read();
        while (c != '-' && (c < '0' || c > '9')) c = in.read();
        boolean neg = c == '-';
        if (neg) c = in.read();
        int v = 0;
        for (; c >= '0' && c <= '9'; c = in.read()) v = v * 10 + c - '0';
        return neg ? -v : v;
    }

    // sum, best prefix, best suffix, best
    static long[] join(long[] l, long[] r) {
        return new long[] {
            l[0] + r[0],
            Math.max(l[1], l[0] + r[1]),
            Math.max(r[2], r[0] + l[2]),
            Math.max(Math.max(l[3], r[3]), l[2] + r[1])
        };
    }

    public static void main(String[] args) throws IOException {
        StringBuilder out = new StringBuilder();
        for (int t = read(); t > 0; t--) {
            int n = read();
            long[][] slot = new long[18][];
            for (int i = 0; i < n; i++) {
                long x = read();
                long[] block = {x, x, x, x};
                int k = 0;
                while (slot[k] != null) {
                    block = join(slot[k], block);
                    slot[k++] = null;
                }
                slot[k] = block;
            }
            long[] all = null;
            for (long[] block : slot)
                if (block != null) all = all == null ? block : join(block, all);
            out.append(all[3]).append('\n');
        }
        System.out.print(out);
    }
}

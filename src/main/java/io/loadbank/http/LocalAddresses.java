package io.loadbank.http;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pool of addresses that VUs send from, one after the other. Immutable. */
public final class LocalAddresses {

    /** Leaves the choice to the system. */
    public static final LocalAddresses ANY = new LocalAddresses(List.of());

    private final List<Range> ranges;
    private final BigInteger size;

    private LocalAddresses(List<Range> ranges) {
        this.ranges = ranges;
        this.size = ranges.stream().map(Range::count).reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** Neighbouring addresses of one family. */
    private record Range(BigInteger first, BigInteger count, int bytes) {

        static Range between(byte[] first, byte[] last, String text) {
            BigInteger from = new BigInteger(1, first);
            BigInteger count = new BigInteger(1, last).subtract(from).add(BigInteger.ONE);
            if (first.length != last.length || count.signum() <= 0) {
                throw new IllegalArgumentException("not a range of IP addresses: " + text);
            }
            return new Range(from, count, first.length);
        }

        /** A network; those of IPv4 are without their own and their broadcast address. */
        static Range network(byte[] address, int bits, String text) {
            int hostBits = address.length * 8 - bits;
            if (bits < 0 || hostBits < 0) {
                throw new IllegalArgumentException("not a network: " + text);
            }
            BigInteger first = new BigInteger(1, address).shiftRight(hostBits).shiftLeft(hostBits);
            BigInteger count = BigInteger.ONE.shiftLeft(hostBits);
            return address.length == 4 && hostBits > 1
                    ? new Range(first.add(BigInteger.ONE), count.subtract(BigInteger.TWO), 4)
                    : new Range(first, count, address.length);
        }

        InetAddress at(BigInteger index) {
            byte[] magnitude = first.add(index).toByteArray();
            byte[] address = new byte[bytes];
            int length = Math.min(bytes, magnitude.length);
            System.arraycopy(magnitude, magnitude.length - length, address, bytes - length, length);
            try {
                return InetAddress.getByAddress(address);
            } catch (UnknownHostException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /**
     * Reads a list, separated by commas, of addresses, ranges ({@code 10.0.0.1-10.0.0.9}) and networks
     * ({@code 10.0.0.0/24}).
     *
     * @throws IllegalArgumentException if an entry is none of these; the message names it
     */
    public static LocalAddresses parse(String text) {
        List<Range> ranges = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String entry = part.strip();
            if (!entry.isEmpty()) {
                ranges.add(range(entry));
            }
        }
        return ranges.isEmpty() ? ANY : new LocalAddresses(List.copyOf(ranges));
    }

    private static Range range(String entry) {
        int slash = entry.indexOf('/');
        if (slash >= 0) {
            long bits = Framing.contentLength(entry.substring(slash + 1));
            return Range.network(address(entry.substring(0, slash), entry), (int) Math.min(bits, 1000), entry);
        }
        int dash = entry.indexOf('-');
        byte[] first = address(dash < 0 ? entry : entry.substring(0, dash), entry);
        byte[] last = dash < 0 ? Arrays.copyOf(first, first.length) : address(entry.substring(dash + 1), entry);
        return Range.between(first, last, entry);
    }

    private static byte[] address(String literal, String entry) {
        byte[] address = Cidr.address(literal.strip());
        if (address == null) {
            throw new IllegalArgumentException("not an IP address, range or network: " + entry);
        }
        return address;
    }

    /** The address of a VU, counted from 1; null for any. */
    @Nullable
    InetAddress of(int vu) {
        if (size.signum() == 0) {
            return null;
        }
        BigInteger index = BigInteger.valueOf(Math.max(0, vu - 1L)).mod(size);
        for (Range range : ranges) {
            if (index.compareTo(range.count()) < 0) {
                return range.at(index);
            }
            index = index.subtract(range.count());
        }
        throw new IllegalStateException("an index beyond " + size);
    }
}

package io.loadbank.output;

import io.loadbank.metric.TappedSamples;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines by UDP, some in each packet. Nobody answers, so what is sent counts as arrived unless the system knows better. */
final class StatsdWriter implements SampleWriter {
    /** Fits into an Ethernet frame, and into what servers read. */
    private static final int LARGEST_PACKET = 1432;

    private final String host;
    private final int port;
    private final int linesAPacket;
    private final StatsdText text;
    private @Nullable DatagramSocket socket;

    StatsdWriter(String host, int port, int linesAPacket, StatsdText text) {
        this.host = host;
        this.port = port;
        this.linesAPacket = linesAPacket;
        this.text = text;
    }

    @Override
    public void open() throws IOException {
        DatagramSocket made = new DatagramSocket();
        try {
            made.connect(new InetSocketAddress(InetAddress.getByName(host), port));
            socket = made;
        } catch (UnknownHostException _) {
            made.close();
            throw new IOException("there is no host of that name");
        } catch (IOException e) {
            made.close();
            throw e;
        }
    }

    @Override
    public long write(List<TappedSamples> batch) throws IOException {
        Packet packet = new Packet();
        for (TappedSamples samples : batch) {
            for (int i = 0; i < samples.size(); i++) {
                packet.add(text.line(samples.series()[i].metric(), samples.series()[i].tags(), samples.values()[i]));
            }
        }
        packet.send();
        return packet.refused;
    }

    /** The lines that go out together. */
    private final class Packet {
        private final StringBuilder lines = new StringBuilder();
        private int count;
        private int bytes;
        private long refused;

        void add(@Nullable String line) throws IOException {
            int size = line == null ? 0 : line.getBytes(StandardCharsets.UTF_8).length + 1;
            if (line == null || size > LARGEST_PACKET) {
                refused++;
                return;
            }
            if (count == linesAPacket || bytes + size > LARGEST_PACKET) {
                send();
            }
            lines.append(line).append('\n');
            count++;
            bytes += size;
        }

        void send() throws IOException {
            DatagramSocket to = socket;
            if (count > 0 && to != null) {
                byte[] content = lines.toString().getBytes(StandardCharsets.UTF_8);
                try {
                    to.send(new DatagramPacket(content, content.length));
                } catch (PortUnreachableException _) {
                    refused += count;
                }
            }
            lines.setLength(0);
            count = 0;
            bytes = 0;
        }
    }

    @Override
    public void flush() {
        // each write is complete
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.close();
        }
    }

    @Override
    public boolean retries() {
        return true;
    }
}

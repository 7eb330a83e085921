// Driver for JeroMQ: 0.3.6 (Debian: libjeromq-java), which speaks ZMTP 2.0 and 1.0, and 0.6.0 (Maven), which has 3.0, too:
//   java -cp /usr/share/java/jeromq.jar drivers/Jeromq.java {endpoint} {mode} {socket} {mechanism}
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

public class Jeromq {
    /** One for each socket under test: what an older one has spoiled is not in the way of the next. */
    static ZMQ.Context context = ZMQ.context(1);
    static ZMQ.Socket socket;
    static boolean reads = true, canRead;
    /** Its monitor's events come through this; null where it was not asked for. */
    static ZMQ.Socket monitor;
    static final Map<String, Integer> TYPES = Map.ofEntries(
        Map.entry("PUSH", ZMQ.PUSH), Map.entry("PULL", ZMQ.PULL), Map.entry("PAIR", ZMQ.PAIR),
        Map.entry("REQ", ZMQ.REQ), Map.entry("REP", ZMQ.REP), Map.entry("DEALER", ZMQ.DEALER),
        Map.entry("ROUTER", ZMQ.ROUTER), Map.entry("PUB", ZMQ.PUB), Map.entry("SUB", ZMQ.SUB),
        Map.entry("XPUB", ZMQ.XPUB), Map.entry("XSUB", ZMQ.XSUB));

    /** Options and their setters; a version of JeroMQ has those that are found in it. */
    static final String[][] OPTIONS = {
        {"maxMessageSize", "setMaxMsgSize"}, {"handshakeInterval", "setHandshakeIvl"},
        {"heartbeatInterval", "setHeartbeatIvl"}, {"heartbeatTimeout", "setHeartbeatTimeout"},
        {"heartbeatTimeToLive", "setHeartbeatTtl"}, {"sendHighWaterMark", "setSndHWM"},
        {"receiveHighWaterMark", "setRcvHWM"}, {"reconnectInterval", "setReconnectIVL"}, {"linger", "setLinger"},
        {"zapDomain", "setZapDomain"}, {"plainServer", "setPlainServer"}, {"plainUsername", "setPlainUsername"},
        {"plainPassword", "setPlainPassword"}, {"curveServer", "setCurveServer"},
        {"curvePublicKey", "setCurvePublicKey"}, {"curveSecretKey", "setCurveSecretKey"},
        {"curveServerKey", "setCurveServerKey"}};
    /** Answers as the ZAP domain says (RFC 27); null while there is none. */
    static ZMQ.Socket zap;

    static Method setter(String name) {
        Method found = null;
        for (Method each : ZMQ.Socket.class.getMethods()) {
            if (!each.getName().equals(name) || each.getParameterCount() != 1) continue;
            if (found == null || each.getParameterTypes()[0] == byte[].class) found = each;
        }
        return found;
    }

    /** Gives a socket the options that stand in the line. */
    static void set(String line) throws ReflectiveOperationException {
        for (String[] option : OPTIONS) {
            Matcher said = Pattern.compile("\"" + option[0] + "\":(?:\"([^\"]*)\"|(-?\\d+)|(true|false))").matcher(line);
            Method setter = setter(option[1]);
            if (setter == null || !said.find() || "".equals(said.group(1))) continue;
            Class<?> type = setter.getParameterTypes()[0];
            Object value = said.group(1) != null ? said.group(1).getBytes(ZMQ.CHARSET)
                : said.group(3) != null ? Boolean.valueOf(said.group(3))
                : type == int.class ? (Object) Integer.valueOf(said.group(2)) : Long.valueOf(said.group(2));
            setter.invoke(socket, value);
        }
    }

    /** Sees to it that there is a ZAP handler, or that there is none. */
    static void setZap(boolean wanted) {
        if (wanted == (zap != null)) return;
        if (!wanted) { zap.close(); zap = null; return; }
        zap = context.socket(ZMQ.REP);
        for (int left = 200; ; left--) {
            try { zap.bind("inproc://zeromq.zap.01"); return; }
            catch (ZMQException taken) { if (left == 0) throw taken; }
            try { Thread.sleep(5); } catch (InterruptedException never) { return; } // the one before is not gone yet
        }
    }

    /** Answers a ZAP request with the status that its domain names, or lets in user:password only. */
    static void allow() {
        if (zap == null || zap.recv(ZMQ.DONTWAIT) == null) return; // the version
        List<byte[]> request = new ArrayList<>();
        while (zap.hasReceiveMore()) request.add(zap.recv(0));
        String domain = new String(request.get(1), ZMQ.CHARSET), status = domain;
        if (domain.contains(":")) {
            boolean isOpen = request.size() > 6 && domain.equals(new String(request.get(5), ZMQ.CHARSET) + ":" + new String(request.get(6), ZMQ.CHARSET));
            status = isOpen ? "200" : "400";
        }
        zap.send("1.0".getBytes(ZMQ.CHARSET), ZMQ.SNDMORE);
        zap.send(request.get(0), ZMQ.SNDMORE);
        zap.send(status.getBytes(ZMQ.CHARSET), ZMQ.SNDMORE);
        zap.send("", ZMQ.SNDMORE);
        zap.send("", ZMQ.SNDMORE);
        zap.send("", 0);
    }

    static void say(String json) { System.out.println(json); System.out.flush(); }

    static String text(String line, String key) {
        Matcher found = Pattern.compile("\"" + key + "\":\"([^\"]*)\"").matcher(line);
        return found.find() ? found.group(1) : null;
    }

    static long number(String line, String key, long otherwise) {
        Matcher found = Pattern.compile("\"" + key + "\":(\\d+)").matcher(line);
        return found.find() ? Long.parseLong(found.group(1)) : otherwise;
    }

    static void shut() {
        if (socket == null) return;
        setZap(false);
        socket.close();
        socket = null;
        if (monitor != null) {
            monitor.setReceiveTimeOut(500); // the last of them are still to come
            while (tellEvent(0)) { }
            monitor.close();
            monitor = null;
        }
        Thread end = new Thread(context::term); // it may wait for the socket
        end.setDaemon(true);
        end.start();
        context = ZMQ.context(1);
    }

    /** Monitors the socket, from before it is bound or connected. */
    static void monitor() {
        String place = "inproc://monitor";
        socket.monitor(place, ZMQ.EVENT_ALL);
        monitor = context.socket(ZMQ.PAIR);
        monitor.setLinger(0);
        monitor.connect(place);
    }

    /** Says the next message of the monitor, as it is. @return false if there is none, or it was the last */
    static boolean tellEvent(int flags) {
        byte[] part = monitor.recv(flags);
        if (part == null) return false;
        boolean isLast = part.length > 3 && part[2] == ZMQ.EVENT_MONITOR_STOPPED >> 8;
        StringBuilder parts = new StringBuilder(hex(part));
        while (monitor.hasReceiveMore()) parts.append(',').append(hex(monitor.recv(0)));
        say("{\"monitor\":[" + parts + "]}");
        return !isLast;
    }

    static String open(String endpoint, String mode, String type, String line) throws ReflectiveOperationException {
        shut();
        String domain = text(line, "zapDomain");
        setZap(domain != null && !domain.isEmpty());
        canRead = !type.equals("PUSH") && !type.equals("PUB");
        reads = true;
        socket = context.socket(TYPES.get(type));
        socket.setLinger(0);
        set(line);
        if (line.contains("\"monitor\":true")) monitor();
        if (mode.equals("connect")) { socket.connect(endpoint); return endpoint; }
        if (endpoint.endsWith("*")) return "tcp://127.0.0.1:" + socket.bindToRandomPort("tcp://127.0.0.1");
        socket.bind(endpoint);
        return endpoint;
    }

    static byte[] bytes(String hex) { return HexFormat.of().parseHex(hex); }

    static String hex(byte[] part) { return '"' + HexFormat.of().formatHex(part) + '"'; }

    static void send(String line) {
        Matcher list = Pattern.compile("\"send\":\\[([^\\]]*)\\]").matcher(line);
        list.find();
        List<byte[]> parts = new ArrayList<>();
        for (String part : list.group(1).split(",", -1)) parts.add(bytes(part.replace("\"", "")));
        socket.setSendTimeOut((int) number(line, "wait", 500));
        boolean sent = true;
        for (int i = 0; i < parts.size() && sent; i++) sent = socket.send(parts.get(i), i < parts.size() - 1 ? ZMQ.SNDMORE : 0);
        say(sent ? "{\"sent\":true}" : "{\"error\":\"again\"}");
    }

    static boolean receive() {
        byte[] part;
        try { part = socket.recv(ZMQ.DONTWAIT); } catch (ZMQException | IllegalStateException outOfTurn) { return false; }
        if (part == null) return false;
        StringBuilder parts = new StringBuilder(hex(part));
        while (socket.hasReceiveMore()) parts.append(',').append(hex(socket.recv(0)));
        say("{\"recv\":[" + parts + "]}");
        return true;
    }

    static void obey(String line) throws ReflectiveOperationException {
        if (line.startsWith("{\"open\"")) say("{\"ready\":\"" + open(text(line, "endpoint"), text(line, "mode"), text(line, "socket"), line) + "\"}");
        else if (line.startsWith("{\"send\"")) send(line);
        else if (line.startsWith("{\"subscribe\"")) {
            socket.subscribe(bytes(text(line, "subscribe")));
            say("{\"subscribed\":true}");
        }
        else if (line.startsWith("{\"unsubscribe\"")) {
            socket.unsubscribe(bytes(text(line, "unsubscribe")));
            say("{\"subscribed\":false}");
        }
        else if (line.startsWith("{\"read\"")) {
            reads = line.contains("true");
            say("{\"read\":" + reads + "}");
        }
        else if (line.startsWith("{\"close\"")) { shut(); say("{\"closed\":true}"); }
        else say("{\"error\":\"unsupported\"}");
    }

    public static void main(String[] args) throws Exception {
        LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
        Thread reader = new Thread(() -> {
            try { for (String line = input.readLine(); line != null; line = input.readLine()) lines.add(line); }
            catch (Exception ended) { /* the same as the end of the input */ }
            lines.add("");
        });
        reader.setDaemon(true);
        reader.start();
        List<String> can = new ArrayList<>(List.of("open", "zmtp2", "zmtp1", "monitor"));
        can.addAll(TYPES.keySet());
        for (String[] option : OPTIONS) if (setter(option[1]) != null) can.add(option[0]);
        if (setter("setPlainServer") != null) can.addAll(List.of("zmtp3", "zmtp30")); // mechanisms came with it
        if (setter("setHeartbeatIvl") != null) can.add("heartbeat");
        say("{\"ready\":\"" + open(args[0], args[1], args[2], "") + "\",\"can\":[\"" + String.join("\",\"", can) + "\"],\"name\":\"JeroMQ " + ZMQ.getVersionString() + "\"}");
        while (true) {
            allow();
            while (monitor != null && tellEvent(ZMQ.DONTWAIT)) { }
            boolean got = socket != null && canRead && reads && receive();
            String line = got ? lines.poll() : lines.poll(1, TimeUnit.MILLISECONDS);
            if (line == null) continue;
            if (line.isEmpty()) System.exit(0);
            try { obey(line); }
            catch (RuntimeException | ReflectiveOperationException error) { say("{\"error\":\"" + error.getClass().getSimpleName() + "\"}"); }
        }
    }
}

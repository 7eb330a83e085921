// Driver for zmq4 (Go): zmq4-driver {endpoint} {mode} {socket} {mechanism}
package main

import (
	"bufio"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/go-zeromq/zmq4"
	"github.com/go-zeromq/zmq4/security/plain"
)

type order struct {
	Open *struct {
		Endpoint, Mode, Socket string
		Options                map[string]any
	}
	Send                   []string
	Wait                   *int
	Read, Close            *bool
	Subscribe, Unsubscribe *string
}

var can = []string{"open", "zmtp3", "zmtp30", "reconnectInterval", "plainUsername", "plainPassword",
	"REQ", "REP", "DEALER", "ROUTER", "PUB", "SUB", "XPUB", "XSUB"}

var types = map[string]func(context.Context, ...zmq4.Option) zmq4.Socket{
	"PUSH": zmq4.NewPush, "PULL": zmq4.NewPull, "PAIR": zmq4.NewPair, "REQ": zmq4.NewReq, "REP": zmq4.NewRep,
	"DEALER": zmq4.NewDealer, "ROUTER": zmq4.NewRouter, "PUB": zmq4.NewPub, "SUB": zmq4.NewSub,
	"XPUB": zmq4.NewXPub, "XSUB": zmq4.NewXSub,
}

var out sync.Mutex

func say(line map[string]any) {
	text, _ := json.Marshal(line)
	out.Lock()
	defer out.Unlock()
	fmt.Println(string(text))
}

// opened is one socket, and what its goroutines look at.
type opened struct {
	socket zmq4.Socket
	cancel context.CancelFunc
	turn   sync.Mutex // held while nobody is to receive
	reads  bool
}

var current *opened

func shut() {
	if current == nil {
		return
	}
	current.cancel()
	if !current.reads {
		current.turn.Unlock()
	}
	current.socket.Close()
	current = nil
}

func open(endpoint, mode, kind string, options map[string]any) (string, error) {
	shut()
	make, known := types[kind]
	if !known {
		return "", fmt.Errorf("unsupported: %s", kind)
	}
	given := []zmq4.Option{zmq4.WithLogger(log.New(io.Discard, "", 0)), zmq4.WithDialerMaxRetries(-1)}
	retry := 100 * time.Millisecond
	if ms, is := options["reconnectInterval"].(float64); is {
		retry = time.Duration(ms) * time.Millisecond
	}
	given = append(given, zmq4.WithDialerRetry(retry))
	if user, is := options["plainUsername"].(string); is {
		if mode == "bind" { // who binds is the server of its mechanisms
			return "", fmt.Errorf("unsupported: a client that binds")
		}
		password, _ := options["plainPassword"].(string)
		given = append(given, zmq4.WithSecurity(plain.Security(user, password)))
	}
	// On a socket that is bound, this would dial its own endpoint.
	given = append(given, zmq4.WithAutomaticReconnect(mode == "connect"))
	ctx, cancel := context.WithCancel(context.Background())
	socket := make(ctx, given...)
	current = &opened{socket: socket, cancel: cancel, reads: true}
	if mode == "bind" {
		if err := socket.Listen(strings.Replace(endpoint, ":*", ":0", 1)); err != nil {
			return "", err
		}
		endpoint = "tcp://" + socket.Addr().String()
	} else {
		go dial(ctx, socket, endpoint, retry)
	}
	if kind != "PUSH" && kind != "PUB" {
		go receive(ctx, current)
	}
	return endpoint, nil
}

// dial dials until a handshake succeeds: Dial itself gives up if one fails.
func dial(ctx context.Context, socket zmq4.Socket, endpoint string, retry time.Duration) {
	for ctx.Err() == nil && socket.Dial(endpoint) != nil {
		time.Sleep(retry)
	}
}

func receive(ctx context.Context, from *opened) {
	for ctx.Err() == nil {
		msg, err := from.socket.Recv()
		if ctx.Err() != nil {
			return
		}
		if err != nil {
			time.Sleep(5 * time.Millisecond) // a peer is gone, or it is not its turn
			continue
		}
		from.turn.Lock() // waits while nobody is to receive: one message may be in hand
		from.turn.Unlock()
		if msg.Type == zmq4.CmdMsg {
			continue // Recv hands out commands, too, and says that they are
		}
		parts := []string{}
		for _, frame := range msg.Frames {
			parts = append(parts, hex.EncodeToString(frame))
		}
		say(map[string]any{"recv": parts})
	}
}

// send waits for the answer in time: Send itself has no limit that could be set for one message. Where Send gives the
// error of a connection that has died, that is forgotten by then, and it tries again, as an application would.
func send(parts [][]byte, wait time.Duration) error {
	done := make(chan error, 1)
	end := time.Now().Add(wait)
	socket := current.socket
	go func() {
		for {
			msg := zmq4.NewMsgFrom(parts...)
			put := socket.Send
			if len(parts) > 1 {
				put = socket.SendMulti
			}
			err := put(msg)
			var lost *net.OpError
			if !errors.As(err, &lost) || time.Now().After(end) {
				done <- err
				return
			}
			time.Sleep(5 * time.Millisecond)
		}
	}()
	select {
	case err := <-done:
		return err
	case <-time.After(wait):
		return fmt.Errorf("again")
	}
}

func obey(o order) (map[string]any, error) {
	if o.Open != nil {
		endpoint, err := open(o.Open.Endpoint, o.Open.Mode, o.Open.Socket, o.Open.Options)
		return map[string]any{"ready": endpoint}, err
	}
	if o.Close != nil {
		shut()
		return map[string]any{"closed": true}, nil
	}
	if current == nil {
		return nil, fmt.Errorf("closed")
	}
	switch {
	case o.Send != nil:
		var parts [][]byte
		for _, part := range o.Send {
			octets, _ := hex.DecodeString(part)
			parts = append(parts, octets)
		}
		wait := 500
		if o.Wait != nil {
			wait = *o.Wait
		}
		return map[string]any{"sent": true}, send(parts, time.Duration(wait)*time.Millisecond)
	case o.Read != nil:
		if *o.Read != current.reads {
			if current.reads = *o.Read; current.reads {
				current.turn.Unlock()
			} else {
				current.turn.Lock()
			}
		}
		return map[string]any{"read": *o.Read}, nil
	case o.Subscribe != nil:
		topic, _ := hex.DecodeString(*o.Subscribe)
		return map[string]any{"subscribed": true}, current.socket.SetOption(zmq4.OptionSubscribe, string(topic))
	case o.Unsubscribe != nil:
		topic, _ := hex.DecodeString(*o.Unsubscribe)
		return map[string]any{"subscribed": false}, current.socket.SetOption(zmq4.OptionUnsubscribe, string(topic))
	}
	return nil, fmt.Errorf("what is that?")
}

func main() {
	endpoint, err := open(os.Args[1], os.Args[2], os.Args[3], nil)
	if err != nil {
		say(map[string]any{"error": err.Error()})
	} else {
		say(map[string]any{"ready": endpoint, "can": can, "name": "zmq4 0.17.0"})
	}
	lines := bufio.NewReader(os.Stdin)
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			os.Exit(0)
		}
		var o order
		if json.Unmarshal(line, &o) != nil {
			continue
		}
		answer, err := obey(o)
		if err != nil {
			answer = map[string]any{"error": err.Error()}
		}
		say(answer)
	}
}

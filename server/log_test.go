package server_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"blazon/server"
	"blazon/store"
	"blazon/store/storetest"
)

// secrets are the variables of addresses that let their holder act as somebody.
var secrets = []string{"token", "reset", "proof"}

func TestTheLogHasNoSecretOfAnAddress(t *testing.T) {
	var log bytes.Buffer
	site, err := server.New(storetest.Open(t, storetest.SQLiteAddress(t), store.Options{}),
		server.Options{URL: "http://localhost", Log: slog.New(slog.NewTextHandler(&log, nil))})
	must(t, err)
	asked := 0
	for _, route := range site.Routes() {
		for _, name := range secrets {
			if !strings.Contains(route.Path, "{"+name+"}") {
				continue
			}
			const secret = "c0ffeec0ffeec0ffee"
			path := pathOf(route, map[string]string{name: secret})
			ask(site, "public", http.MethodGet, path, nil)
			if asked++; strings.Contains(log.String(), secret) {
				t.Errorf("%s: the log has its secret", route.Path)
			}
			log.Reset()
		}
	}
	if asked < 4 {
		t.Errorf("only %d addresses with secrets were asked for", asked)
	}
}

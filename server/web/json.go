package web

import (
	"encoding/json"
	"net/http"
	"strings"

	"blazon/fault"
	"blazon/locale"
)

// JSON answers a script of ours with a value.
func (r *Request) JSON(status int, value any) error {
	body, err := json.Marshal(value)
	if err != nil {
		return err
	}
	r.writer.Header().Set("Content-Type", "application/json")
	r.writer.Header().Set("Cache-Control", "no-store")
	r.writer.WriteHeader(status)
	_, _ = r.writer.Write(body) // a client that went away is nobody's fault
	return nil
}

// Scripted tells whether a script of ours sent the request, and wants JSON.
func (r *Request) Scripted() bool {
	return strings.HasPrefix(r.Header.Get("Accept"), "application/json")
}

// failJSON says what went wrong, in the reader's language: {"error": "…"}.
func (r *Request) failJSON(code int, f *fault.Fault) {
	text := locale.Fault(r.Language, f)
	if len(f.Fields) > 0 {
		text = locale.Field(r.Language, f.Fields[0])
	}
	if err := r.JSON(code, map[string]string{"error": text}); err != nil {
		http.Error(r.writer, http.StatusText(code), code)
	}
}

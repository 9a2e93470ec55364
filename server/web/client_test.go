package web

import (
	"net/http"
	"net/netip"
	"testing"
)

func TestClientIPBelievesOnlyTrustedProxies(t *testing.T) {
	trusted := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("fd00::/8")}
	for _, c := range []struct {
		about, remote, forwarded, want string
	}{
		{"a visitor without a proxy", "203.0.113.5:4711", "", "203.0.113.5"},
		{"a visitor who forges the header", "203.0.113.5:4711", "198.51.100.1", "203.0.113.5"},
		{"one trusted proxy", "10.0.0.1:80", "198.51.100.1", "198.51.100.1"},
		{"what the visitor wrote before the proxy", "10.0.0.1:80", "1.1.1.1, 198.51.100.1", "198.51.100.1"},
		{"two trusted proxies", "10.0.0.1:80", "1.1.1.1, 198.51.100.1, 10.0.0.2", "198.51.100.1"},
		{"a proxy that says nothing", "10.0.0.1:80", "", "10.0.0.1"},
		{"a proxy that says nonsense", "10.0.0.1:80", "unknown", "10.0.0.1"},
		{"a visitor by IPv6", "[fd00::1]:80", "2001:db8::7", "2001:db8::7"},
		{"an IPv4 visitor written as IPv6", "[::ffff:203.0.113.5]:80", "", "203.0.113.5"},
	} {
		r := &http.Request{RemoteAddr: c.remote, Header: http.Header{}}
		if c.forwarded != "" {
			r.Header.Set("X-Forwarded-For", c.forwarded)
		}
		if got := clientIP(r, trusted).String(); got != c.want {
			t.Errorf("%s: got %s, want %s", c.about, got, c.want)
		}
	}
}

func TestLocalAddressesStayOnTheSite(t *testing.T) {
	for path, want := range map[string]bool{
		"/cs/jury": true, "/cs/jury?round=2&page=1": true, "/": true,
		"": false, "cs/jury": false, "//example.org": false, `/\example.org`: false, "https://example.org/": false,
		"/cs\r\nSet-Cookie: a=b": false, "/\texample.org": false, "javascript:alert(1)": false,
	} {
		if got := local(path); got != want {
			t.Errorf("local(%q): got %t, want %t", path, got, want)
		}
	}
}

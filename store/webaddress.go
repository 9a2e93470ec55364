package store

import (
	"net"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/idna"
)

// NormalAddress gives a web address in the one way in which it is kept: with its scheme (https where none was typed), its host in
// lower case and its own letters ("https://háčky.cz"), without the scheme's own port and without a path that is only "/". It is
// false for whatever is not a page of http or https on a named host, and for an address with a name and a password in it.
func NormalAddress(typed string) (address string, ok bool) {
	typed = strings.TrimSpace(typed)
	if !strings.Contains(typed, "://") {
		typed = "https://" + typed
	}
	u, err := url.Parse(typed)
	if err != nil || u.User != nil || u.Opaque != "" || (u.Scheme != "https" && u.Scheme != "http") {
		return "", false
	}
	host, ok := hostName(u.Hostname())
	if !ok {
		return "", false
	}
	if port := u.Port(); port != "" && port != map[string]string{"https": "443", "http": "80"}[u.Scheme] {
		if n, err := strconv.Atoi(port); err != nil || n < 1 || n > 65535 {
			return "", false
		}
		host += ":" + port
	}
	rest := url.URL{Path: u.Path, RawPath: u.RawPath, RawQuery: u.RawQuery, Fragment: u.Fragment, RawFragment: u.RawFragment}
	if rest.Path == "/" && rest.RawQuery == "" && rest.Fragment == "" {
		rest.Path = ""
	}
	address = u.Scheme + "://" + host + rest.String()
	return address, len(address) <= maxAddress
}

// hostName gives a host's name in lower case and its own letters; an address in numbers is none, nor is a name without a dot.
func hostName(host string) (name string, ok bool) {
	ascii, err := idna.Lookup.ToASCII(strings.TrimSuffix(host, "."))
	if err != nil || net.ParseIP(ascii) != nil || len(ascii) > 253 {
		return "", false
	}
	dot := strings.LastIndexByte(ascii, '.')
	if dot < 1 || strings.Trim(ascii[dot+1:], "0123456789") == "" {
		return "", false
	}
	name, err = idna.Display.ToUnicode(ascii)
	return name, err == nil
}

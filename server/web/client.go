package web

import (
	"mime"
	"net/http"
	"net/netip"
	"strings"
)

// clientIP walks the X-Forwarded-For list from its end for as long as the address before was that of a trusted proxy:
// whatever stands further left, the client may have written itself.
func clientIP(r *http.Request, trusted []netip.Prefix) netip.Addr {
	remote, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	client := remote.Addr().Unmap()
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0 && contains(trusted, client); i-- {
		hop, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break
		}
		client = hop.Unmap().WithZone("")
	}
	return client
}

func contains(prefixes []netip.Prefix, address netip.Addr) bool {
	for _, p := range prefixes {
		if p.Contains(address) {
			return true
		}
	}
	return false
}

// disposition writes the header that names a file, whatever letters its name has.
func disposition(f File) string {
	kind := "inline"
	if f.Attachment {
		kind = "attachment"
	}
	return mime.FormatMediaType(kind, map[string]string{"filename": f.Name})
}

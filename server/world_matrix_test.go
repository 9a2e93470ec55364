package server_test

import "net/url"

func init() {
	cell := func(o map[string]string) url.Values {
		return url.Values{"revision." + o["sheet"]: {"0"}, "score." + o["sheet"] + ".design": {"5"}}
	}
	forms["jury.matrix"], forms["jury.column"] = cell, cell
	forms["jury.paste"] = func(map[string]string) url.Values { return url.Values{"text": {"5\n4"}} }
}

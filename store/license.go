package store

import "slices"

// License is under what an edition's open data may be used, as SPDX calls it.
type License string

// The licenses that an edition chooses from; the first is that of editions that choose none.
const (
	Attribution  License = "CC-BY-4.0"
	ShareAlike   License = "CC-BY-SA-4.0"
	PublicDomain License = "CC0-1.0"
)

// Licenses lists all licenses, the usual one first.
var Licenses = []License{Attribution, ShareAlike, PublicDomain}

// licenseURLs are where the licenses are read.
var licenseURLs = map[License]string{
	Attribution:  "https://creativecommons.org/licenses/by/4.0/",
	ShareAlike:   "https://creativecommons.org/licenses/by-sa/4.0/",
	PublicDomain: "https://creativecommons.org/publicdomain/zero/1.0/",
}

// LicenseURL is where a license is read.
func LicenseURL(l License) string { return licenseURLs[l.OrUsual()] }

// OrUsual is the usual license in place of none.
func (l License) OrUsual() License {
	if l == "" {
		return Attribution
	}
	return l
}

// check finds out whether the license is one that can be chosen.
func (l License) check(wrong *fields) {
	if !slices.Contains(Licenses, l.OrUsual()) {
		wrong.add("license", "fault.unknown_choice")
	}
}

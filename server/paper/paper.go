// Package paper puts what the store knows onto paper: result sheets and certificates. All doors print through it, so that a
// document is the same wherever it is downloaded.
package paper

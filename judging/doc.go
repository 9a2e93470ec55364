// Package judging holds the rules of the house, and nothing else: who may do what, what a juror's score sheet means, and
// how scores become places. It knows no database, clock or network, and all its numbers are exact.
package judging

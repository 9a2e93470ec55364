package organizer

import (
	"strings"

	"blazon/store"
)

// branch is a chapter with how deep in the tree it is; the root is at 0.
type branch struct {
	store.Chapter
	Depth int
}

// treeOf puts each chapter below its parent. Chapters whose parent is not among them stand beside the root.
func treeOf(chapters []store.Chapter) (tree []branch) {
	below, known := map[int64][]store.Chapter{}, map[int64]bool{}
	for _, c := range chapters {
		known[c.ID] = true
	}
	for _, c := range chapters {
		parent := c.ParentID
		if !known[parent] {
			parent = 0
		}
		below[parent] = append(below[parent], c)
	}
	var grow func(parent int64, depth int)
	grow = func(parent int64, depth int) {
		for _, c := range below[parent] {
			tree = append(tree, branch{c, depth})
			grow(c.ID, depth+1)
		}
	}
	grow(0, 0)
	return tree
}

// Indent is how the branch's depth looks in a table.
func (b branch) Indent() string { return strings.Repeat("\u2003", b.Depth) }

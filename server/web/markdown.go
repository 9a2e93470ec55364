package web

import (
	"bytes"
	"html/template"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// markdownBelow writes Markdown as HTML whose headings stand below a heading of the page.
type markdownBelow int

var markdownWriters = map[int]goldmark.Markdown{1: newMarkdown(1), 2: newMarkdown(2)}

func newMarkdown(below int) goldmark.Markdown {
	return goldmark.New(goldmark.WithExtensions(extension.Table, extension.Linkify),
		goldmark.WithParserOptions(parser.WithASTTransformers(util.Prioritized(markdownBelow(below), 100))))
}

// markdownPolicy is what organizers' texts may bring into a page: words, lists, tables and links, never images or anything that acts.
var markdownPolicy = func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "hr", "strong", "em", "code", "pre", "blockquote", "ul", "li", "h1", "h2", "h3", "h4", "h5", "h6",
		"table", "thead", "tbody", "tr", "td")
	p.AllowAttrs("start").Matching(bluemonday.Integer).OnElements("ol")
	p.AllowElements("ol", "th")
	p.AllowAttrs("href").OnElements("a")
	p.AllowURLSchemes("https", "http", "mailto")
	p.AllowRelativeURLs(true)
	p.RequireParseableURLs(true)
	p.RequireNoFollowOnFullyQualifiedLinks(true)
	p.RequireNoReferrerOnFullyQualifiedLinks(true)
	return p
}()

// Markdown writes a text that organizers typed as HTML: the highest of its headings stands one below the page's heading of the given
// level, 1 or 2, and none skips a level, however they were typed.
func Markdown(source string, below int) (template.HTML, error) {
	var body bytes.Buffer
	if err := markdownWriters[below].Convert([]byte(source), &body); err != nil {
		return "", err
	}
	return template.HTML(markdownPolicy.SanitizeBytes(body.Bytes())), nil
}

// Transform gives each heading the level that it has among those before it.
func (below markdownBelow) Transform(doc *ast.Document, _ text.Reader, _ parser.Context) {
	var above []int // the typed levels of the headings that the current one stands under
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		heading, ok := n.(*ast.Heading)
		if !ok || !entering {
			return ast.WalkContinue, nil
		}
		for len(above) > 0 && above[len(above)-1] >= heading.Level {
			above = above[:len(above)-1]
		}
		above = append(above, heading.Level)
		heading.Level = min(int(below)+len(above), 6)
		return ast.WalkSkipChildren, nil
	})
}

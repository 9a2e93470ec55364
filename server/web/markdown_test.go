package web_test

import (
	"strings"
	"testing"

	"blazon/server/web"
)

func TestMarkdownBecomesHTMLThatFitsIntoThePage(t *testing.T) {
	for _, c := range []struct {
		name, source, want string
		below              int
	}{
		{"the highest heading stands below the page's", "# Článek\n\ntext", "<h2>Článek</h2>\n<p>text</p>\n", 1},
		{"no heading skips a level", "# A\n\n### B\n\n#### C\n\n## D", "<h2>A</h2>\n<h3>B</h3>\n<h4>C</h4>\n<h3>D</h3>\n", 1},
		{"headings that begin low are lifted", "### A\n\n# B", "<h3>A</h3>\n<h3>B</h3>\n", 2},
		{"the sixth level is the lowest", "# 1\n## 2\n### 3\n#### 4\n##### 5\n###### 6", "<h3>1</h3>\n<h4>2</h4>\n<h5>3</h5>\n<h6>4</h6>\n<h6>5</h6>\n<h6>6</h6>\n", 2},
		{"a list begins where it was told to", "3. c\n4. d", "<ol start=\"3\">\n<li>c</li>\n<li>d</li>\n</ol>\n", 1},
		{"a table stays one", "|a|b|\n|-|-|\n|1|2|", "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n<td>2</td>\n</tr>\n</tbody>\n</table>\n", 1},
		{"an address becomes a link", "https://www.zlatyerb.cz", `<p><a href="https://www.zlatyerb.cz" rel="nofollow noreferrer">https://www.zlatyerb.cz</a></p>` + "\n", 1},
	} {
		got, err := web.Markdown(c.source, c.below)
		if err != nil || string(got) != c.want {
			t.Errorf("%s:\ngot  %q (%v)\nwant %q", c.name, got, err, c.want)
		}
	}
}

func TestMarkdownLetsNothingThroughThatActs(t *testing.T) {
	for _, source := range []string{
		"<script>alert(1)</script>", "[x](javascript:alert(1))", "![x](https://example.org/x.png)", `<a href="data:text/html,x" onclick="x()">y</a>`,
		"<iframe src=https://example.org></iframe>", "<style>p{}</style>", "[x](vbscript:x)", `<p style="position:fixed" id="main">x</p>`,
		"<form action=/cs/sign-out method=post><button>x</button></form>", "<svg onload=x()>", "<img src=x onerror=x()>",
	} {
		got, err := web.Markdown(source, 1)
		if err != nil {
			t.Fatal(err)
		}
		for _, harm := range []string{"<script", "javascript:", "vbscript:", "data:", "<img", "<iframe", "<style", "style=", "id=", "onclick", "onload", "onerror", "<form", "<svg"} {
			if strings.Contains(string(got), harm) {
				t.Errorf("%q lets %s through: %q", source, harm, got)
			}
		}
	}
}

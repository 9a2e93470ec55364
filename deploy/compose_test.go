package deploy

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// composeConfig asks docker-compose whether it takes compose.yaml with these lines as .env, and gives all that it said.
func composeConfig(t *testing.T, settings []string) (string, error) {
	t.Helper()
	env := filepath.Join(t.TempDir(), ".env")
	if err := os.WriteFile(env, []byte(strings.Join(settings, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("docker-compose", "--file", "../compose.yaml", "--env-file", env, "--profile", "trial", "config")
	if _, err := exec.LookPath(cmd.Args[0]); err != nil {
		cmd = exec.Command("docker", slices.Concat([]string{"compose"}, cmd.Args[1:])...)
	}
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir()}
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// exampleSettings gives every setting of example.env a value of its own.
func exampleSettings(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile("example.env")
	if err != nil {
		t.Fatal(err)
	}
	var settings []string
	for line := range strings.Lines(string(text)) {
		if name, _, ok := strings.Cut(line, "="); ok && !strings.HasPrefix(line, "#") {
			settings = append(settings, name+"=the-"+strings.ToLower(name))
		}
	}
	return settings
}

func TestComposeTakesTheExampleOnceItIsFilledIn(t *testing.T) {
	settings := exampleSettings(t)
	out, err := composeConfig(t, settings)
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, service := range []string{"app1:", "app2:", "caddy:", "mail:", "migrate:", "postgres:"} {
		if !strings.Contains(out, "\n  "+service) {
			t.Errorf("the configuration has no service %s", service)
		}
	}
	for _, setting := range settings {
		if _, value, _ := strings.Cut(setting, "="); !strings.Contains(out, value) {
			t.Errorf("nothing uses %s", setting)
		}
	}
}

func TestComposeSaysWhatASettingThatIsMissingShouldBe(t *testing.T) {
	text, err := os.ReadFile("../compose.yaml")
	if err != nil {
		t.Fatal(err)
	}
	hints := map[string]string{}
	for _, required := range regexp.MustCompile(`\$\{(\w+):\?([^}]+)\}`).FindAllStringSubmatch(string(text), -1) {
		hints[required[1]] = required[2]
	}
	settings := exampleSettings(t)
	if len(hints) != len(settings) {
		t.Errorf("compose.yaml requires %d settings, the example has %d", len(hints), len(settings))
	}
	for i, setting := range settings {
		name, _, _ := strings.Cut(setting, "=")
		t.Run(name, func(t *testing.T) {
			out, err := composeConfig(t, slices.Delete(slices.Clone(settings), i, i+1))
			if err == nil || hints[name] == "" || !strings.Contains(out, hints[name]) {
				t.Errorf("without %s: %v, %s", name, err, out)
			}
		})
	}
}

package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
)

// passwordSource says where a password comes from. It is never an argument, which other users of the machine could read.
type passwordSource struct {
	PasswordFile string `placeholder:"FILE" help:"File whose first line is the password; - for standard input (default: asked on the terminal)."`
}

// read gives the password.
func (c passwordSource) read(std streams) (string, error) {
	switch c.PasswordFile {
	case "":
		if file, ok := std.in.(*os.File); ok && isTerminal(file) {
			return ask(file, std.err)
		}
		return firstLine(std.in)
	case "-":
		return firstLine(std.in)
	}
	file, err := os.Open(c.PasswordFile)
	if err != nil {
		return "", err
	}
	defer file.Close()
	return firstLine(file)
}

func firstLine(in io.Reader) (string, error) {
	line, err := bufio.NewReader(in).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	line = strings.TrimRight(line, "\r\n")
	if line == "" {
		return "", fmt.Errorf("no password: type it on a terminal, or name a file with --password-file")
	}
	return line, nil
}

func isTerminal(file *os.File) bool {
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// ask reads the password twice from a terminal that does not show it.
func ask(terminal *os.File, prompt io.Writer) (string, error) {
	if err := echo(terminal, "-echo"); err != nil {
		return "", fmt.Errorf("the terminal cannot hide a password: use --password-file")
	}
	defer func() { _ = echo(terminal, "echo") }()
	in := bufio.NewReader(terminal)
	var typed [2]string
	for i, question := range []string{"Password: ", "Again: "} {
		fmt.Fprint(prompt, question)
		line, err := in.ReadString('\n')
		fmt.Fprintln(prompt)
		if err != nil {
			return "", err
		}
		typed[i] = strings.TrimRight(line, "\r\n")
	}
	if typed[0] != typed[1] {
		return "", fmt.Errorf("the two passwords are not the same")
	}
	return typed[0], nil
}

func echo(terminal *os.File, mode string) error {
	stty := exec.Command("stty", mode)
	stty.Stdin = terminal
	return stty.Run()
}

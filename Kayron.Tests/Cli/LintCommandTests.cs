using System.Text.Json;
using Kayron.Web.Cli;

namespace Kayron.Tests.Cli;

public sealed class LintCommandTests : IDisposable
{
    private const string Infrastructure = "- github: infrastructure\n  provider: cloudformation\n  deploy:\n    release: v0.5.8\n";
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("kayron-lint");

    [Fact]
    public void A_clean_directory_exits_0_and_says_what_was_read()
    {
        Write("infrastructure/infrastructure.yaml", Infrastructure);
        Assert.Equal((0, "1 release definition, no findings\n", ""), Lint("text"));
    }

    [Fact]
    public void Findings_exit_1_one_a_line()
    {
        Write("infrastructure/infrastructure.yaml", Infrastructure);
        Write("service/service.yaml", "- docker: alloy\n  github: alloy\n  deploy:\n    release: 1.2.3\n    relaese: v1\n");
        var (code, output, error) = Lint("text");
        Assert.Equal((1, ""), (code, error));
        Assert.Equal(
            "service/service.yaml:4:14: KAY021 release \"1.2.3\" must start with 'v', as in v1.2.3\n"
            + "service/service.yaml:5:5: KAY009 unknown key \"relaese\"; the keys here are branch, release, suspend, preview\n2 findings in 1 file\n", output);
    }

    [Fact]
    public void Json_is_an_array_and_nothing_else()
    {
        Write("infrastructure/infrastructure.yaml", Infrastructure);
        Assert.Equal((0, "[]\n", ""), Lint("json"));

        Write("service/service.yaml", "- docker: \"\\e[31m\"\n  github: alloy\n  deploy: {release: v1}\n");
        var row = Assert.Single(JsonDocument.Parse(Lint("json").Output).RootElement.EnumerateArray());
        Assert.Equal(["file", "line", "column", "code", "message"], row.EnumerateObject().Select(property => property.Name));
        Assert.Equal(("service/service.yaml", 1, 11, "KAY016"), (row.GetProperty("file").GetString(), row.GetProperty("line").GetInt32(), row.GetProperty("column").GetInt32(), row.GetProperty("code").GetString()));
    }

    [Fact]
    public void Annotations_cannot_be_broken_out_of()
    {
        Write("infrastructure/infrastructure.yaml", Infrastructure);
        Write("service/a,line=9:\r\n::b.yaml", "- docker: \"50%\\n::error::x\"\n  github: alloy\n  deploy: {release: v1}\n");
        var lines = Lint("github").Output.TrimEnd('\n').Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("::error file=service/a%2Cline=9%3A\\u000d\\u000a%3A%3Ab.yaml,line=1,col=11,title=KAY016::docker \"50%25\\u000a::error::x\" must", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_that_is_no_releases_repository_is_a_finding()
    {
        var (code, output, _) = Lint("text");
        Assert.Equal(1, code);
        Assert.StartsWith(".:1:1: KAY030 neither infrastructure/ nor service/ here", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_usage_exits_2_with_one_sentence()
    {
        Write("file", "");
        AssertUsage(LintCommand.Run, "missing", "text", "does not exist");
        AssertUsage(LintCommand.Run, "file", "text", "is a file");
        AssertUsage(LintCommand.Run, "", "xml", "--format \"xml\" is not known");
    }

    [Theory]
    [InlineData(0, "--path", "DIR")]
    [InlineData(2, "--path", "DIR/missing")]
    [InlineData(2, "--path", "DIR", "--format", "yaml")]
    public void The_command_line_answers_with_the_exit_code(int code, params string[] arguments)
    {
        Write("infrastructure/infrastructure.yaml", Infrastructure);
        var parsed = LintCommand.Create().Parse([.. arguments.Select(argument => argument.Replace("DIR", _directory.FullName))]);
        using StringWriter output = new(), error = new();
        Assert.Equal(code, parsed.Invoke(new System.CommandLine.InvocationConfiguration { Output = output, Error = error }));
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private void AssertUsage(Func<string, string, TextWriter, TextWriter, int> run, string path, string format, string sentence)
    {
        using StringWriter output = new(), error = new();
        Assert.Equal(2, run(Path.Combine(_directory.FullName, path), format, output, error));
        Assert.Contains(sentence, Assert.Single(error.ToString().TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Empty(output.ToString());
    }

    private (int Code, string Output, string Error) Lint(string format)
    {
        using StringWriter output = new() { NewLine = "\n" }, error = new() { NewLine = "\n" };
        return (LintCommand.Run(_directory.FullName, format, output, error), output.ToString(), error.ToString());
    }

    private void Write(string path, string text)
    {
        var file = Path.Combine(_directory.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}

using Kayron.Core.Reconcile;
using Kayron.Core.Templates;

namespace Kayron.Tests.Templates;

public sealed class HostileTemplateTests
{
    [Fact]
    public void Nesting_without_end_is_refused_instead_of_ending_the_process() =>
        Assert.Equal(TemplateFindingCode.TooDeep, Refused(("index.yaml", new string('[', 60_000))));

    [Fact]
    public void Blocks_without_end_are_refused_too() =>
        Assert.Equal(TemplateFindingCode.TooDeep, Refused(("index.yaml", string.Concat(Enumerable.Range(0, 500).Select(depth => new string(' ', depth) + "a:\n")))));

    [Fact]
    public void What_CloudFormation_would_not_take_is_refused() =>
        Assert.Equal(TemplateFindingCode.TooLarge, Refused(("index.yaml", new string('#', 1024 * 1024 + 1))));

    [Fact]
    public void A_second_document_is_refused() =>
        Assert.Equal(TemplateFindingCode.Syntax, Refused(("index.yaml", "Resources: {}\n---\nResources: {}\n")));

    [Fact]
    public void Aliases_are_never_expanded()
    {
        var bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(1, 30).Select(level => $"b{level}: &b{level} [{string.Join(", ", Enumerable.Repeat(level == 1 ? "*a" : $"*b{level - 1}", 9))}]\n"));

        Assert.Equal(bomb, TemplateBundles.Render(("index.yaml", bomb)).Root.Text);
    }

    [Fact]
    public void Substitutions_that_double_are_cut_short()
    {
        var inner = "\"x\"";
        for (var level = 0; level < 24; level++) inner = $"!Sub [\"${{V}}${{V}}\", {{ V: {inner} }}]";

        var text = $"Resources: {{ N: {{ Type: AWS::CloudFormation::Stack, Properties: {{ TemplateURL: {inner} }} }} }}";

        Assert.Equal(text, TemplateBundles.Render(("index.yaml", text)).Root.Text);
    }

    [Fact]
    public void Files_that_nest_the_next_one_twice_make_too_many_stacks()
    {
        var files = Enumerable.Range(0, 40).Select(level => (level == 0 ? "index.yaml" : $"{level}.yaml", "Resources:\n" + Stack("A", level + 1) + Stack("B", level + 1))).Append(("40.yaml", "Resources: {}")).ToArray();

        Assert.Equal(TemplateFindingCode.TooManyStacks, Refused(files));
    }

    [Fact]
    public void A_chain_of_files_without_end_is_refused()
    {
        var files = Enumerable.Range(0, 3000).Select(level => (level == 0 ? "index.yaml" : $"{level}.yaml", "Resources:\n" + Stack("A", level + 1))).Append(("3000.yaml", "Resources: {}")).ToArray();

        Assert.Equal(TemplateFindingCode.TooDeep, Refused(files));
    }

    private static string Refused(params (string, string)[] files) => Assert.Throws<InvalidException>(() => TemplateBundles.Render(files)).Findings[0].Code;

    private static string Stack(string name, int level) => $"  {name}: {{ Type: AWS::CloudFormation::Stack, Properties: {{ TemplateURL: {level}.yaml }} }}\n";
}

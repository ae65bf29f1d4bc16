using CsCheck;
using Kayron.Core.Templates;

namespace Kayron.Tests.Templates;

/// <summary>What must hold for any tree of templates, written in any style.</summary>
public sealed class TemplateBundleProperties
{
    private static readonly string[] Styles =
    [
        "ADDRESS", "'ADDRESS'", "\"ADDRESS\"", "!Sub ADDRESS", "!Sub \"ADDRESS\"", "{ \"Fn::Sub\": ADDRESS }", "!Join [ '', [ ., /, ADDRESS ] ]", "!Sub [ ADDRESS, { A: b } ]",
        "\n        Fn::Sub: ADDRESS", "\n        Fn::Join:\n          - ''\n          - - ./\n            - ADDRESS", "!Sub >-\n        ADDRESS", "!Sub |\n        ADDRESS\n", "!If [ C, ADDRESS, ADDRESS ]",
    ];

    private static readonly string[] Surroundings = ["", "# plain\n", "# ünïcode 🚀 \"quoted: ]}\n", "\n\n", "# trailing   \n", "Metadata: { A: [ 1, { B: '}' } ] }\n"];

    /// <param name="Children">Indices of the files that this one nests, all greater than its own: no circles.</param>
    private sealed record File(IReadOnlyList<int> Children, IReadOnlyList<string> Styles, string Before, string After, bool Windows);

    private static readonly Gen<File> Files = Gen.Select(
        Gen.Int[1, 6].Array[0, 3], OneOf(Styles).Array[3], OneOf(Surroundings), OneOf(Surroundings), Gen.Bool,
        (children, styles, before, after, windows) => new File(children, styles, before, after, windows));

    private static readonly Gen<File[]> Trees = Files.Array[1, 7].Select(files =>
        files.Select((file, index) => file with { Children = [.. file.Children.Where(child => child > index && child < files.Length)] }).ToArray());

    [Fact]
    public void Nothing_but_addresses_changes() => Trees.Sample(tree =>
    {
        var bundle = Render(tree);
        foreach (var file in bundle.Files)
        {
            var urls = tree[Index(file.Path)].Children.Select(child => bundle.Files.First(other => other.Path == Path(child)).Url.AbsoluteUri).ToList();
            Assert.Equal(Text(tree, Index(file.Path), urls), file.Text);
        }
    }, iter: 300);

    [Fact]
    public void The_same_files_have_the_same_keys() => Trees.Sample(tree =>
        Assert.Equal(Render(tree).Files.Select(file => file.Key), Render(tree).Files.Select(file => file.Key)), iter: 100);

    [Fact]
    public void A_changed_file_changes_its_own_key_and_those_of_its_ancestors_alone() => Gen.Select(Trees, Gen.Int[0, 6]).Sample((tree, chosen) =>
    {
        var changed = Math.Min(chosen, tree.Length - 1);
        var after = tree.Select((file, index) => index == changed ? file with { After = file.After + "# changed\n" } : file).ToArray();

        var differing = Render(tree).Files.Zip(Render(after).Files).Where(pair => pair.First.Key != pair.Second.Key).Select(pair => Index(pair.First.Path));

        var reachable = Render(tree).Files.Select(file => Index(file.Path));
        Assert.Equal(reachable.Where(index => Reaches(tree, index, changed)).Order(), differing.Order());
    }, iter: 200);

    [Fact]
    public void Children_come_before_their_parents() => Trees.Sample(tree =>
    {
        var order = Render(tree).Files.Select(file => Index(file.Path)).ToList();
        Assert.All(order, parent => Assert.All(tree[parent].Children, child => Assert.True(order.IndexOf(child) < order.IndexOf(parent))));
    }, iter: 100);

    private static Gen<string> OneOf(string[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static bool Reaches(File[] tree, int from, int to) => from == to || tree[from].Children.Any(child => Reaches(tree, child, to));

    private static TemplateBundle Render(File[] tree) => TemplateBundles.Render([.. tree.Select((_, index) => (Path(index), Text(tree, index, urls: null)))]);

    private static string Path(int index) => index == 0 ? "index.yaml" : $"t{index}.yaml";

    private static int Index(string path) => path == "index.yaml" ? 0 : path[1] - '0';

    /// <param name="urls">What stands in place of each reference; null: the reference itself.</param>
    private static string Text(File[] tree, int index, List<string>? urls)
    {
        var file = tree[index];
        var stacks = file.Children.Select((child, position) =>
            $"  S{position}:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: {Value(file.Styles[position], Path(child), urls?[position])} # why\n      Parameters: {{}}\n");
        var text = $"{file.Before}Resources:\n  Topic: {{ Type: AWS::SNS::Topic }}\n{string.Concat(stacks)}{file.After}";
        return file.Windows ? text.ReplaceLineEndings("\r\n") : text;
    }

    private static string Value(string style, string path, string? url)
    {
        // A comment may not follow the text of a block scalar on its line.
        var written = style.Contains('|', StringComparison.Ordinal) || style.Contains(">-", StringComparison.Ordinal) ? style.TrimEnd('\n') + "\n     " : style;
        if (url is null) return written.Replace("ADDRESS", path, StringComparison.Ordinal);
        var spliced = $"\"{url}\"";
        if (style.StartsWith("!If", StringComparison.Ordinal)) return style.Replace("ADDRESS", spliced, StringComparison.Ordinal);
        return style[0] == '\n' ? "\n        " + spliced : written.EndsWith("\n     ", StringComparison.Ordinal) ? spliced + "\n     " : spliced;
    }
}

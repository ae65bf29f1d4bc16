using Kayron.Core.Reconcile;
using Kayron.Core.Releases;
using Kayron.Core.Templates;

namespace Kayron.Tests.Templates;

public sealed class TemplateBundleTests
{
    private const string Leaf = "Resources:\n  Topic: { Type: AWS::SNS::Topic }\n";

    public static TheoryData<string> OwnAddresses => new(
        "./network/vpc.yaml",
        "network/vpc.yaml",
        "network/../network/./vpc.yaml",
        "'network/vpc.yaml' # quoted",
        "https://templates.s3.amazonaws.com/testing/network/vpc.yaml",
        "https://templates.s3.us-west-2.amazonaws.com/testing/network/vpc.yaml",
        "https://templates.s3-us-west-2.amazonaws.com/testing/network/vpc.yaml",
        "https://templates.s3.dualstack.us-west-2.amazonaws.com/testing/network/vpc.yaml",
        "https://s3.amazonaws.com/templates/testing/network/vpc.yaml",
        "https://s3.us-west-2.amazonaws.com/templates/testing/network/vpc.yaml",
        "https://store.example/templates/testing/network/vpc.yaml",
        "!Sub https://templates.s3.${AWS::Region}.${AWS::URLSuffix}/${Environment}/network/vpc.yaml",
        "!Sub 'https://templates.s3.amazonaws.com/${Environment}/network/vpc.yaml'",
        "!Sub [\"https://${Bucket}.s3.amazonaws.com/${Environment}/network/vpc.yaml\", { Bucket: templates }]",
        "{ \"Fn::Sub\": \"https://templates.s3.amazonaws.com/${Environment}/network/vpc.yaml\" }",
        "\n        Fn::Sub: https://templates.s3.amazonaws.com/${Environment}/network/vpc.yaml",
        "!Join [ '', [ 'https://templates.s3.', !Ref AWS::Region, '.amazonaws.com/', !Ref Environment, /network/vpc.yaml ] ]",
        "\n        Fn::Join:\n          - /\n          - - https://templates.s3.amazonaws.com\n            - Ref: Environment\n            - network/vpc.yaml",
        "!Sub >-\n        https://templates.s3.amazonaws.com/${Environment}/network/vpc.yaml",
        "!Sub |\n        ./network/vpc.yaml");

    [Theory]
    [MemberData(nameof(OwnAddresses))]
    public void Addresses_of_own_templates_become_the_key_of_their_content(string address)
    {
        var bundle = Render(("index.yaml", Nesting(address)), ("network/vpc.yaml", Leaf));

        var (leaf, root) = (bundle.Files[0], bundle.Files[1]);
        Assert.Equal(["network/vpc.yaml", "index.yaml"], bundle.Files.Select(file => file.Path));
        Assert.Equal($"testing/{leaf.Digest}/network/vpc.yaml", leaf.Key);
        Assert.Equal(new Uri($"https://store.example/templates/{leaf.Key}"), leaf.Url);
        Assert.Equal(Nesting(address.StartsWith('\n') ? $"\n        \"{leaf.Url}\"" : $"\"{leaf.Url}\"{(address.Contains('#', StringComparison.Ordinal) ? " # quoted" : "")}"), root.Text);
        Assert.Equal(root.Url, bundle.RootUrl);
    }

    public static TheoryData<string> ForeignAddresses => new(
        "https://other.s3.amazonaws.com/testing/network/vpc.yaml",
        "https://s3.amazonaws.com/other/testing/network/vpc.yaml",
        "https://example.com/templates/testing/network/vpc.yaml",
        "https://templates-old.s3.amazonaws.com/testing/network/vpc.yaml",
        "!Sub https://${Bucket}.s3.amazonaws.com/testing/network/vpc.yaml",
        "!Sub https://other.s3.amazonaws.com/${Version}/vpc.yaml",
        "!Ref TemplateAddress",
        "!FindInMap [ Templates, Network, Address ]",
        "!ImportValue network-template",
        "");

    [Theory]
    [MemberData(nameof(ForeignAddresses))]
    public void Addresses_of_others_stay_as_they_are(string address)
    {
        var bundle = Render(("index.yaml", Nesting(address)), ("network/vpc.yaml", Leaf));

        Assert.Equal(Nesting(address), Assert.Single(bundle.Files).Text);
    }

    [Theory]
    [InlineData("./missing.yaml", TemplateFindingCode.MissingTemplate, "cloudformation/missing.yaml")]
    [InlineData("../index.yaml", TemplateFindingCode.MissingTemplate, "out of cloudformation/")]
    [InlineData("/network/vpc.yaml", TemplateFindingCode.MissingTemplate, "out of cloudformation/")]
    [InlineData("network", TemplateFindingCode.MissingTemplate, "cloudformation/network")]
    [InlineData("https://templates.s3.amazonaws.com/testing/missing.yaml", TemplateFindingCode.MissingTemplate, "cloudformation/missing.yaml")]
    [InlineData("https://templates.s3.amazonaws.com/production/network/vpc.yaml", TemplateFindingCode.UnresolvedAddress, "not below testing/")]
    [InlineData("!Sub https://templates.s3.amazonaws.com/${Environment}/${Version}.yaml", TemplateFindingCode.UnresolvedAddress, "bucket templates")]
    [InlineData("!Sub https://templates.s3.${Region}.amazonaws.com/${Environment}/${Version}.yaml", TemplateFindingCode.UnresolvedAddress, "bucket templates")]
    [InlineData("!Sub ./${Version}.yaml", TemplateFindingCode.UnresolvedAddress, "is relative")]
    [InlineData("index.yaml", TemplateFindingCode.Cycle, "index.yaml → index.yaml")]
    public void What_cannot_be_stored_is_named_with_its_place(string address, string code, string words)
    {
        var invalid = Assert.Throws<InvalidException>(() => Render(("index.yaml", Nesting(address)), ("network/vpc.yaml", Leaf)));

        var finding = Assert.Single(invalid.Findings);
        Assert.Equal((code, new SourceLocation("cloudformation/index.yaml", 6, 20)), (finding.Code, finding.Location));
        Assert.Contains(words, finding.Message, StringComparison.Ordinal);
        Assert.Contains("cloudformation/index.yaml:6:20", invalid.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_finding_is_named_at_once()
    {
        var invalid = Assert.Throws<InvalidException>(() => Render(
            ("index.yaml", Nesting("a.yaml") + Stack("Other", "missing.yaml")), ("a.yaml", "Resources:\n  X: ["), ("b.yaml", "never read: [")));

        Assert.Equal(["cloudformation/a.yaml", "cloudformation/index.yaml"], invalid.Findings.Select(finding => finding.Location.File));
    }

    [Fact]
    public void A_circle_over_several_files_is_found()
    {
        var invalid = Assert.Throws<InvalidException>(() => Render(("index.yaml", Nesting("a.yaml")), ("a.yaml", Nesting("b.yaml")), ("b.yaml", Nesting("a.yaml"))));

        Assert.Contains("a.yaml → b.yaml → a.yaml", Assert.Single(invalid.Findings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_condition_chooses_between_two_templates()
    {
        var bundle = Render(("index.yaml", Nesting("!If [ Small, ./small.yaml, !Sub './large.yaml' ]")), ("small.yaml", Leaf), ("large.yaml", Leaf + "# large\n"));

        var (small, large) = (bundle.Files[0], bundle.Files[1]);
        Assert.Equal(Nesting($"!If [ Small, \"{small.Url}\", \"{large.Url}\" ]"), bundle.Root.Text);
        Assert.Equal("small.yaml", bundle.ByStackPath()["Network"].Path);
    }

    [Fact]
    public void Only_nested_stacks_are_looked_at()
    {
        const string text = """
            # TemplateURL: ./missing.yaml
            Metadata: { TemplateURL: ./missing.yaml }
            Resources:
              Set: { Type: AWS::CloudFormation::StackSet, Properties: { TemplateURL: ./missing.yaml } }
              Note: { Type: AWS::SSM::Parameter, Properties: { Value: "Type: AWS::CloudFormation::Stack" } }
            """;

        Assert.Equal(text, Render(("index.yaml", text)).Root.Text);
    }

    [Fact]
    public void Json_is_spliced_like_yaml()
    {
        const string text = "{\r\n\t\"Resources\": {\r\n\t\t\"Network\": { \"Type\": \"AWS::CloudFormation::Stack\", \"Properties\": { \"TemplateURL\": ADDRESS } }\r\n\t}\r\n}\r\n";

        var bundle = Render(("index.json", text.Replace("ADDRESS", "{ \"Fn::Sub\": \"./leaf.json\" }", StringComparison.Ordinal)), ("leaf.json", "{ \"Resources\": {} }"));

        Assert.Equal(text.Replace("ADDRESS", $"\"{bundle.Files[0].Url}\"", StringComparison.Ordinal), bundle.Root.Text);
    }

    [Fact]
    public void A_byte_order_mark_and_what_surrounds_the_address_stay()
    {
        var text = "\uFEFF" + Nesting("./leaf.yaml   # 🚀 why: it is \"so\"").ReplaceLineEndings("\r\n");

        var bundle = Render(("index.yaml", text), ("leaf.yaml", Leaf));

        Assert.Equal(text.Replace("./leaf.yaml", $"\"{bundle.Files[0].Url}\"", StringComparison.Ordinal), bundle.Root.Text);
    }

    [Fact]
    public void A_template_is_stored_once_and_named_for_each_stack_made_from_it()
    {
        var bundle = Render(("index.yaml", Nesting("a.yaml") + Stack("Again", "a.yaml")), ("a.yaml", Nesting("leaf.yaml")), ("leaf.yaml", Leaf), ("unused.yaml", Leaf));

        Assert.Equal(["leaf.yaml", "a.yaml", "index.yaml"], bundle.Files.Select(file => file.Path));
        Assert.Equal(
            ["=index.yaml", "Again/Network=leaf.yaml", "Again=a.yaml", "Network/Network=leaf.yaml", "Network=a.yaml"],
            bundle.ByStackPath().Select(stack => $"{stack.Key}={stack.Value.Path}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_root_says_which_parameters_it_takes()
    {
        var bundle = Render(("index.yml", "Parameters:\n  A: { Type: String }\n  B: { Type: Number, Default: 3, NoEcho: true }\nResources: {}\n"));

        Assert.Equal([new("A", null, false), new("B", "3", true)], bundle.Parameters);
    }

    [Fact]
    public void Without_a_root_there_is_nothing_to_render() =>
        Assert.Equal(TemplateFindingCode.NoRoot, Assert.Single(Assert.Throws<InvalidException>(() => Render(("other.yaml", Leaf))).Findings).Code);

    private static TemplateBundle Render(params (string Path, string Text)[] files) => TemplateBundles.Render(files);

    private static string Nesting(string address) => "# the network\nResources:\n  Network:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: " + address + "\n" + "      Parameters: { A: !Ref B }   # kept\n";

    private static string Stack(string name, string address) => $"  {name}:\n    Type: AWS::CloudFormation::Stack\n    Properties: {{ TemplateURL: {address} }}\n";
}

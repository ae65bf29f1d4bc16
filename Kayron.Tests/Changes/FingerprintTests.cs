using CsCheck;
using Kayron.Core.Changes;
using Kayron.Tests.Support;

namespace Kayron.Tests.Changes;

public sealed class FingerprintTests
{
    private static readonly Gen<Dictionary<string, string>> Map = Gen.Dictionary(Gen.String[0, 6], Gen.String[0, 6])[0, 5];

    private static readonly Gen<PlannedInputs> Inputs = Gen.Select(Map, Map, Map, Map, (versions, parameters, templates, tags) => new PlannedInputs(versions, parameters, templates, tags));

    [Fact]
    public void The_order_of_keys_does_not_count() => Inputs.Sample(inputs =>
        inputs.Digest() == new PlannedInputs(Reversed(inputs.Versions), Reversed(inputs.Parameters), Reversed(inputs.Templates), Reversed(inputs.Tags)).Digest());

    [Fact]
    public void Different_inputs_have_different_digests() => Gen.Select(Inputs, Inputs).Sample((one, other) =>
        Same(one, other) == (one.Digest() == other.Digest()));

    [Fact]
    public void Whatever_would_be_applied_or_applied_to_is_part_of_it()
    {
        var inputs = new PlannedInputs(Pairs("api", "v1"), Pairs("ApiVersion", "v1"), Pairs("index.yaml", "digest"), Pairs());
        var @base = new StackBase("1", "us-west-2", "arn", null, Pairs("ApiVersion", "v0"), Pairs("environment", "production"), Pairs("", "digest"));
        ApprovedImage[] images = [new("api", "api", "v1", "sha256:1", [])];
        string Of(PlannedInputs? i = null, StackBase? b = null, ApprovedImage[]? m = null, string[]? c = null) => Fingerprint.Of(i ?? inputs, b ?? @base, m ?? images, c ?? []);

        string[] fingerprints =
        [
            Of(), Of(i: inputs with { Versions = Pairs("api", "v2") }), Of(i: inputs with { Templates = Pairs("index.yaml", "other") }), Of(i: inputs with { Tags = Pairs("a", "b") }),
            Of(b: @base with { Account = "2" }), Of(b: @base with { Region = "eu-west-1" }), Of(b: @base with { StackId = "other" }), Of(b: @base with { ServiceRole = "role" }),
            Of(b: @base with { Parameters = Pairs("ApiVersion", "v0.1") }), Of(b: @base with { Templates = Pairs("", "other") }), Of(b: @base with { Resolved = Pairs("ApiVersion", "/api") }), Of(m: [images[0] with { Digest = "sha256:2" }]), Of(c: ["CAPABILITY_IAM"]),
        ];
        Assert.Equal(fingerprints.Length, fingerprints.Distinct().Count());
        Assert.Equal(Of(), Of());
    }

    [Fact]
    public void What_a_systems_manager_parameter_stands_for_is_part_of_what_people_approve() =>
        Assert.NotEqual(Facts.NoEffects.Digest(), (Facts.NoEffects with { Resolved = Pairs("Image", "ami-2") }).Digest());

    [Fact]
    public void A_parameter_whose_stored_value_moved_is_shown_as_a_change()
    {
        var @base = new StackBase("1", "us-west-2", "arn", null, Pairs(), Pairs(), Pairs(), Pairs("Image", "ami-1", "Zone", "a"));
        var changed = Assert.Single(ResolvedChanges.Of(@base, Facts.NoEffects with { Resolved = Pairs("Image", "ami-2", "Zone", "a") }));
        Assert.Equal(("Image (resolved)", "ami-1", "ami-2"), (changed.Key, changed.From, changed.To));
    }

    [Fact]
    public void A_stack_marker_moves_with_every_update_and_with_nothing_else()
    {
        var marker = StackBase.MarkerOf(Facts.Stack);
        Assert.Equal(marker, StackBase.MarkerOf(Facts.Stack with { Status = "UPDATE_IN_PROGRESS", StatusReason = "busy" }));
        Assert.NotEqual(marker, StackBase.MarkerOf(Facts.Stack with { LastUpdated = Facts.Now }));
        Assert.NotEqual(marker, StackBase.MarkerOf(Facts.Stack with { Parameters = new Dictionary<string, string>() }));
    }

    private static Dictionary<string, string> Pairs(params string[] pairs) => pairs.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);

    private static Dictionary<string, string> Reversed(IReadOnlyDictionary<string, string> map) => map.Reverse().ToDictionary(pair => pair.Key, pair => pair.Value);

    private static bool Same(PlannedInputs one, PlannedInputs other) =>
        Same(one.Versions, other.Versions) && Same(one.Parameters, other.Parameters) && Same(one.Templates, other.Templates) && Same(one.Tags, other.Tags);

    private static bool Same(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) => one.Count == other.Count && !one.Except(other).Any();
}

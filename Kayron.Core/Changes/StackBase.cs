using Kayron.Core.Reconcile.Ports;

namespace Kayron.Core.Changes;

/// <summary>What a change would be applied to, by content.</summary>
/// <param name="Resolved">What the present parameters that name a Systems Manager parameter stand for; null in changes of versions that did not look.</param>
/// <param name="Templates">Digest of each stack's present template, by its path in the tree of stacks.</param>
public sealed record StackBase(
    string Account, string Region, string StackId, string? ServiceRole, IReadOnlyDictionary<string, string> Parameters, IReadOnlyDictionary<string, string> Tags, IReadOnlyDictionary<string, string> Templates,
    IReadOnlyDictionary<string, string>? Resolved = null)
{
    public static StackBase Of(string region, string? serviceRole, StackState stack, IEnumerable<StackTemplate> templates) => new(
        stack.Account, region, stack.StackId, serviceRole, stack.Parameters, stack.Tags,
        templates.ToDictionary(template => template.Path, template => CanonicalDigest.Of(template.Body)), stack.Resolved);

    /// <summary>Tells cheaply, from DescribeStacks alone, whether a stack may have changed since. Not part of a fingerprint: it holds a time.</summary>
    public static string MarkerOf(StackState stack) => new CanonicalDigest()
        .Add("stack", stack.StackId, stack.LastChangeSetId, stack.LastUpdated?.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture))
        .AddAll("parameter", stack.Parameters).AddAll("tag", stack.Tags).ToString();
}

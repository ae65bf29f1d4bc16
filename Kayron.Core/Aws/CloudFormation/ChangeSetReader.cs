using System.Text.RegularExpressions;
using Kayron.Core.Aws.Runtime;
using Kayron.Core.Reconcile.Ports;

namespace Kayron.Core.Aws.CloudFormation;

/// <summary>A change set with all its pages and all that is nested in it, judged as one.</summary>
internal sealed partial class ChangeSetReader(AmazonCloudFormationClient client, AwsCalls calls)
{
    private readonly List<ResourceChange> _resources = [];
    private readonly HashSet<string> _seen = [];
    private readonly List<string> _nestedFailures = [];
    private bool _nestedEffectsKnown = true;
    private bool _nestedPending;

    public async Task<ChangeSetState?> FindAsync(string stack, string name, CancellationToken cancellationToken)
    {
        if (await DescribeAsync(stack, name, cancellationToken) is not { } root || ChangeSetStatuses.IsDeleted(root)) return null;
        var status = ChangeSetStatuses.Of(root);
        if (status == ChangeSetStatus.Pending) return StateOf(root, status);
        await CollectAsync("", root, cancellationToken);
        if (status == ChangeSetStatus.Failed) await CollectNamedInReasonAsync(root, cancellationToken);
        return StateOf(root, status == ChangeSetStatus.Ready ? ReadyUnlessNestedAreNot() : status);
    }

    private ChangeSetStatus ReadyUnlessNestedAreNot() =>
        _nestedPending ? ChangeSetStatus.Pending : _nestedFailures.Count > 0 ? ChangeSetStatus.Failed : ChangeSetStatus.Ready;

    private ChangeSetState StateOf(Model.DescribeChangeSetResponse root, ChangeSetStatus status)
    {
        var reasons = _nestedFailures.Prepend(root.StatusReason).Where(reason => !string.IsNullOrEmpty(reason));
        return new(root.ChangeSetId!, root.ChangeSetName!, status, NullWhereEmpty(string.Join(" ", reasons)), _nestedEffectsKnown, _resources, ResolvedParameters.Of(root.Parameters));
    }

    private async Task CollectAsync(string path, Model.DescribeChangeSetResponse changeSet, CancellationToken cancellationToken)
    {
        foreach (var change in changeSet.Changes.Select(change => change.ResourceChange).OfType<Model.ResourceChange>())
        {
            _resources.Add(ChangeOf(path, change));
            if (change.ResourceType != StackPath.StackType) continue;
            if (string.IsNullOrEmpty(change.ChangeSetId)) _nestedEffectsKnown = false;
            else await CollectNestedAsync(StackPath.Join(path, change.LogicalResourceId!), change.ChangeSetId, cancellationToken);
        }
    }

    private async Task CollectNestedAsync(string path, string changeSetId, CancellationToken cancellationToken)
    {
        if (!_seen.Add(changeSetId)) return;
        if (await DescribeAsync(stack: null, changeSetId, cancellationToken) is not { } nested)
        {
            _nestedEffectsKnown = false;
            return;
        }
        var status = ChangeSetStatuses.OfNested(nested);
        if (status == ChangeSetStatus.Pending) _nestedPending = true;
        if (status == ChangeSetStatus.Failed) RememberFailure(path, nested);
        await CollectAsync(path, nested, cancellationToken);
        if (status == ChangeSetStatus.Failed) await CollectNamedInReasonAsync(nested, cancellationToken);
    }

    private void RememberFailure(string path, Model.DescribeChangeSetResponse nested)
    {
        _nestedEffectsKnown = false;
        _nestedFailures.Add($"{path}: {nested.StatusReason}");
    }

    /// <summary>"Nested change set arn:… was not successfully created": a failed change set lists no changes to follow, its reason alone leads to the cause.</summary>
    private async Task CollectNamedInReasonAsync(Model.DescribeChangeSetResponse failed, CancellationToken cancellationToken)
    {
        foreach (Match match in ChangeSetArn.Matches(failed.StatusReason ?? ""))
        {
            _nestedEffectsKnown = false;
            await CollectNestedAsync(StackNameIn(match.Value), match.Value, cancellationToken);
        }
    }

    private static string StackNameIn(string changeSetArn) => changeSetArn.Split('/')[1];

    private async Task<Model.DescribeChangeSetResponse?> DescribeAsync(string? stack, string name, CancellationToken cancellationToken)
    {
        Model.DescribeChangeSetResponse? whole = null;
        string? page = null;
        do
        {
            var request = new Model.DescribeChangeSetRequest { StackName = stack, ChangeSetName = name, IncludePropertyValues = true, NextToken = page };
            var response = await calls.FindAsync(
                $"describe change set {name}", token => client.DescribeChangeSetAsync(request, token), AwsErrorCodes.IsChangeSetMissing, cancellationToken);
            if (response is null) return null;
            if (whole is null) whole = response;
            else whole.Changes.AddRange(response.Changes);
            page = response.NextToken;
        }
        while (!string.IsNullOrEmpty(page));
        return whole;
    }

    private static ResourceChange ChangeOf(string path, Model.ResourceChange change) => new(
        change.LogicalResourceId!, NullWhereEmpty(change.PhysicalResourceId), change.ResourceType ?? "", change.Action ?? "Dynamic", NullWhereEmpty(change.Replacement),
        NullWhereEmpty(change.PolicyAction), path,
        [.. change.Details.Select(detail => new PropertyChange(
            detail.Target?.Attribute ?? "", detail.Target?.Name, detail.Evaluation ?? "Dynamic", detail.Target?.RequiresRecreation, detail.ChangeSource, detail.CausingEntity,
            detail.Target?.BeforeValue, detail.Target?.AfterValue))])
    {
        Before = NullWhereEmpty(change.BeforeContext), After = NullWhereEmpty(change.AfterContext),
    };

    private static string? NullWhereEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    [GeneratedRegex(@"arn:[a-z-]+:cloudformation:[^:\s]*:\d*:changeSet/[A-Za-z0-9-]+/[A-Za-z0-9-]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ChangeSetArn { get; }
}

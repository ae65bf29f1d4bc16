using Kayron.Core.Aws.Runtime;
using Kayron.Core.Reconcile.Ports;

namespace Kayron.Core.Aws.CloudFormation;

/// <summary>Templates as they were given to CloudFormation, for a stack and all that is nested in it.</summary>
internal sealed class StackTemplateReader(AmazonCloudFormationClient client, AwsCalls calls)
{
    private readonly List<StackTemplate> _templates = [];

    public async Task<IReadOnlyList<StackTemplate>> ReadAsync(StackState root, CancellationToken cancellationToken)
    {
        await ReadStackAsync("", root.StackId, cancellationToken);
        return _templates;
    }

    private async Task ReadStackAsync(string path, string stackId, CancellationToken cancellationToken)
    {
        var template = await calls.RunAsync(
            $"read the template of stack {stackId}", token => client.GetTemplateAsync(new() { StackName = stackId, TemplateStage = "Original" }, token), cancellationToken);
        _templates.Add(new StackTemplate(path, stackId, template.TemplateBody ?? ""));
        foreach (var nested in await NestedStacksAsync(stackId, cancellationToken))
            await ReadStackAsync(StackPath.Join(path, nested.LogicalResourceId!), nested.PhysicalResourceId!, cancellationToken);
    }

    // Not DescribeStackResources: it answers at most 100 resources, and says nothing of the rest.
    private async Task<List<Model.StackResourceSummary>> NestedStacksAsync(string stackId, CancellationToken cancellationToken)
    {
        List<Model.StackResourceSummary> nested = [];
        string? page = null;
        do
        {
            var request = new Model.ListStackResourcesRequest { StackName = stackId, NextToken = page };
            var response = await calls.RunAsync($"list the resources of stack {stackId}", token => client.ListStackResourcesAsync(request, token), cancellationToken);
            nested.AddRange(response.StackResourceSummaries.Where(IsNestedStack));
            page = response.NextToken;
        }
        while (!string.IsNullOrEmpty(page));
        return nested;
    }

    private static bool IsNestedStack(Model.StackResourceSummary resource) =>
        resource is { ResourceType: StackPath.StackType, PhysicalResourceId.Length: > 0 } && resource.ResourceStatus != "DELETE_COMPLETE";
}

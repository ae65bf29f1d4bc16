using Kayron.Core.Aws.Runtime;
using Kayron.Core.Configuration;
using Kayron.Core.Reconcile.Ports;

namespace Kayron.Core.Aws.CloudFormation;

/// <summary>CloudFormation behind <see cref="IStacks"/>: single calls here, what takes several in a reader of its own.</summary>
internal sealed class CloudFormationStacks(AwsConnections connections, AwsCalls calls) : IStacks
{
    public async Task<StackState?> FindAsync(EnvironmentSettings environment, CancellationToken cancellationToken)
    {
        var client = connections.CloudFormation(environment);
        var response = await calls.FindAsync(
            $"describe stack {environment.Stack}", token => client.DescribeStacksAsync(new() { StackName = environment.Stack }, token), AwsErrorCodes.IsStackMissing, cancellationToken);
        return response?.Stacks.FirstOrDefault() is { } stack ? StateOf(stack) : null;
    }

    public Task<IReadOnlyList<StackTemplate>> ReadTemplatesAsync(EnvironmentSettings environment, StackState stack, CancellationToken cancellationToken) =>
        new StackTemplateReader(connections.CloudFormation(environment), calls).ReadAsync(stack, cancellationToken);

    public async Task<TemplateSummary> SummarizeAsync(EnvironmentSettings environment, Uri template, CancellationToken cancellationToken)
    {
        var client = connections.CloudFormation(environment);
        var summary = await calls.RunAsync(
            $"summarize template {template}", token => client.GetTemplateSummaryAsync(new() { TemplateURL = template.AbsoluteUri }, token), cancellationToken);
        return new TemplateSummary(
            [.. summary.Parameters.Select(parameter => new DeclaredParameter(parameter.ParameterKey!, parameter.DefaultValue, parameter.NoEcho ?? false))],
            summary.Capabilities);
    }

    public async Task CreateChangeSetAsync(EnvironmentSettings environment, ChangeSetRequest request, CancellationToken cancellationToken)
    {
        var client = connections.CloudFormation(environment);
        // "Already exists" is ours from before a crash or a lost answer: its name holds the change and the attempt.
        await calls.FindAsync(
            $"create change set {request.Name} for stack {environment.Stack}",
            token => client.CreateChangeSetAsync(RequestOf(environment, request), token),
            error => error.ErrorCode is "AlreadyExistsException" or "AlreadyExists",
            cancellationToken);
    }

    public Task<ChangeSetState?> FindChangeSetAsync(EnvironmentSettings environment, string name, CancellationToken cancellationToken) =>
        new ChangeSetReader(connections.CloudFormation(environment), calls).FindAsync(environment.Stack, name, cancellationToken);

    public async Task<IReadOnlyList<string>> ListChangeSetsAsync(EnvironmentSettings environment, CancellationToken cancellationToken)
    {
        var client = connections.CloudFormation(environment);
        List<string> names = [];
        string? page = null;
        do
        {
            var request = new Model.ListChangeSetsRequest { StackName = environment.Stack, NextToken = page };
            var response = await calls.RunAsync($"list change sets of stack {environment.Stack}", token => client.ListChangeSetsAsync(request, token), cancellationToken);
            names.AddRange(response.Summaries.Where(summary => summary.ExecutionStatus is "AVAILABLE" or "UNAVAILABLE").Select(summary => summary.ChangeSetName!));
            page = response.NextToken;
        }
        while (!string.IsNullOrEmpty(page));
        return names;
    }

    public async Task ExecuteChangeSetAsync(EnvironmentSettings environment, string name, string clientToken, CancellationToken cancellationToken)
    {
        var client = connections.CloudFormation(environment);
        await calls.RunAsync(
            $"execute change set {name} of stack {environment.Stack}",
            token => client.ExecuteChangeSetAsync(new() { StackName = environment.Stack, ChangeSetName = name, ClientRequestToken = clientToken }, token),
            cancellationToken);
    }

    public async Task DeleteChangeSetAsync(EnvironmentSettings environment, string name, CancellationToken cancellationToken)
    {
        var client = connections.CloudFormation(environment);
        // Deleting the root's deletes the nested ones: CloudFormation refuses to delete those one by one.
        await calls.FindAsync(
            $"delete change set {name} of stack {environment.Stack}",
            token => client.DeleteChangeSetAsync(new() { StackName = environment.Stack, ChangeSetName = name }, token),
            AwsErrorCodes.IsChangeSetMissing,
            cancellationToken);
    }

    public Task<IReadOnlyList<StackEvent>> ReadEventsAsync(EnvironmentSettings environment, StackState stack, DateTimeOffset since, CancellationToken cancellationToken) =>
        new StackEventReader(connections.CloudFormation(environment), calls, since).ReadAsync(stack.StackId, cancellationToken);

    private static Model.CreateChangeSetRequest RequestOf(EnvironmentSettings environment, ChangeSetRequest request) => new()
    {
        StackName = environment.Stack,
        ChangeSetName = request.Name,
        ChangeSetType = "UPDATE",
        ClientToken = request.ClientToken,
        Description = request.Description,
        TemplateURL = request.Template.AbsoluteUri,
        Parameters = [.. request.Parameters.Select(parameter => new Model.Parameter
        {
            ParameterKey = parameter.Key, ParameterValue = parameter.Value, UsePreviousValue = parameter.Value is null ? true : null,
        })],
        Tags = [.. request.Tags.Select(tag => new Model.Tag { Key = tag.Key, Value = tag.Value })],
        Capabilities = [.. request.Capabilities],
        RoleARN = request.RoleArn,
        IncludeNestedStacks = request.IncludeNestedStacks ? true : null,
    };

    private static StackState StateOf(Model.Stack stack) => new(
        stack.StackId!, stack.StackName!, AccountOf(stack.StackId!), stack.StackStatus!, stack.StackStatusReason, stack.ChangeSetId,
        stack.LastUpdatedTime ?? stack.CreationTime,
        stack.Parameters.ToDictionary(parameter => parameter.ParameterKey!, parameter => parameter.ParameterValue ?? ""),
        stack.Tags.ToDictionary(tag => tag.Key!, tag => tag.Value ?? ""),
        stack.Capabilities, stack.RoleARN, ResolvedParameters.Of(stack.Parameters));

    /// <summary><c>arn:aws:cloudformation:us-west-2:123456789012:stack/acme/…</c></summary>
    private static string AccountOf(string stackId) => stackId.Split(':') is { Length: > 4 } parts ? parts[4] : "";
}

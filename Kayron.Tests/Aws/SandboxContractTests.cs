using Kayron.Core.Configuration;
using Kayron.Core.Reconcile;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Templates;
using Kayron.Sandbox;
using Kayron.Tests.Support;
using Microsoft.Extensions.FileProviders;

namespace Kayron.Tests.Aws;

/// <summary>The adapters against the embedded AWS, which knows states that moto does not: updates under way, nested change sets, tasks.</summary>
public sealed class SandboxContractTests : IAsyncLifetime
{
    // Requests are signed with the machine's time, so the world starts at it; minutes more or less are within what a signature may be off.
    private readonly ManualTime _time = new(TimeProvider.System.GetUtcNow());
    private readonly EnvironmentSettings _environment = AwsUnderTest.Environment(stack: "server-testing", bucket: "acme-kayron-templates");
    private SandboxHost _sandbox = null!;
    private AwsUnderTest _aws = null!;

    private IStacks Stacks => _aws.Adapters.Stacks;
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await SandboxHost.StartAsync(new SandboxOptions { GitHubPort = 0, AwsPort = 0 }, _time, Token);
        _aws = new AwsUnderTest(new Uri(_sandbox.Description.Aws), _sandbox.Description.AccessKeyId, _sandbox.Description.SecretAccessKey);
    }

    public async ValueTask DisposeAsync()
    {
        _aws.Dispose();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task An_update_is_reviewed_executed_followed_and_verified()
    {
        var request = await ProposeAsync("kayron-1-1", [new("ApiVersion", "v1.8.2")]);
        await Stacks.CreateChangeSetAsync(_environment, request, Token);
        var review = await ReviewAsync(request.Name);
        var started = _time.GetUtcNow();

        await Stacks.ExecuteChangeSetAsync(_environment, request.Name, request.ClientToken, Token);
        var underWay = await FindStackAsync();
        Assert.True(underWay.IsInProgress);
        var stack = await FollowAsync();
        var events = await Stacks.ReadEventsAsync(_environment, stack, started, Token);
        var service = (await _aws.Adapters.RunningServices.ReadAsync(_environment, Token)).Single(running => running.Release == "api");
        var tasks = (await _aws.Adapters.RunningServices.ReadTasksAsync(_environment, service, Token))!;
        var image = Assert.IsType<ImageLookup.Found>(await _aws.Adapters.Images.FindAsync(_environment, "api", "v1.8.2", Token));

        Assert.True(review.NestedEffectsKnown);
        Assert.Contains(review.Resources, resource => resource is { Stack: "", LogicalId: "Api", Type: "AWS::CloudFormation::Stack" });
        Assert.Contains(review.Resources, resource => resource is { Stack: "Api", LogicalId: "TaskDefinition", Replacement: "True" });
        Assert.Equal(("UPDATE_COMPLETE", "v1.8.2"), (stack.Status, stack.Parameters["ApiVersion"]));
        Assert.Contains(events, item => item is { Stack: "", ClientToken: "kayron-1-1" });
        Assert.Contains(events, item => item is { Stack: "Api", LogicalId: "Service", Status: "UPDATE_COMPLETE" });
        Assert.EndsWith("/api:v1.8.2", service.Completed!.Containers.Single(container => container.Container == "api").Image, StringComparison.Ordinal);
        Assert.Equal(service.DesiredCount, tasks.Count);
        Assert.All(tasks, task => Assert.Contains(task.Containers.Single(container => container.Container == "api").Digest, image.Manifests));
        Assert.Equal(ChangeSetStatus.Executed, (await Stacks.FindChangeSetAsync(_environment, request.Name, Token))!.Status);
    }

    [Fact]
    public async Task A_second_look_at_the_same_inputs_finds_nothing_to_change()
    {
        var request = await ProposeAsync("kayron-1-1", [new("ApiVersion", "v1.8.2")]);
        await Stacks.CreateChangeSetAsync(_environment, request, Token);
        await ReviewAsync(request.Name);
        await Stacks.ExecuteChangeSetAsync(_environment, request.Name, request.ClientToken, Token);
        await FollowAsync();

        await Stacks.CreateChangeSetAsync(_environment, request with { Name = "kayron-2-1", ClientToken = "kayron-2-1" }, Token);

        Assert.Equal(ChangeSetStatus.Empty, (await ReviewAsync("kayron-2-1")).Status);
    }

    [Fact]
    public async Task Templates_of_the_stack_are_those_that_were_uploaded()
    {
        var request = await ProposeAsync("kayron-1-1", [new("ApiVersion", "v1.8.2")]);
        await Stacks.CreateChangeSetAsync(_environment, request, Token);
        await ReviewAsync(request.Name);
        await Stacks.ExecuteChangeSetAsync(_environment, request.Name, request.ClientToken, Token);
        var stack = await FollowAsync();

        var present = await Stacks.ReadTemplatesAsync(_environment, stack, Token);

        Assert.Equal(Bundle(stack).ByStackPath().ToDictionary(template => template.Key, template => template.Value.Text), present.ToDictionary(template => template.Path, template => template.Body));
    }

    [Fact]
    public async Task A_change_set_is_obsolete_once_somebody_else_changed_the_stack()
    {
        var request = await ProposeAsync("kayron-1-1", [new("ApiVersion", "v1.8.2")]);
        await Stacks.CreateChangeSetAsync(_environment, request, Token);
        await ReviewAsync(request.Name);

        _sandbox.Aws.ChangeStackBehindTheBack(_environment.Stack, new Dictionary<string, string> { ["WebVersion"] = "v3.1.0" });
        await FollowAsync();

        Assert.Equal(ChangeSetStatus.Obsolete, (await Stacks.FindChangeSetAsync(_environment, request.Name, Token))!.Status);
    }

    [Fact]
    public async Task A_change_set_is_adopted_when_it_is_asked_for_again_and_deleted_with_its_nested_ones()
    {
        var request = await ProposeAsync("kayron-1-1", [new("ApiVersion", "v1.8.2")]);

        await Stacks.CreateChangeSetAsync(_environment, request, Token);
        await Stacks.CreateChangeSetAsync(_environment, request with { ClientToken = "another" }, Token);
        await ReviewAsync(request.Name);
        await Stacks.DeleteChangeSetAsync(_environment, request.Name, Token);
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Null(await Stacks.FindChangeSetAsync(_environment, request.Name, Token));
        await Stacks.DeleteChangeSetAsync(_environment, request.Name, Token);
    }

    [Fact]
    public async Task A_template_that_CloudFormation_refuses_is_invalid_with_its_words()
    {
        await Assert.ThrowsAnyAsync<ReconcileException>(() => Stacks.SummarizeAsync(_environment, _aws.Adapters.Templates.UrlOf(_environment, "nowhere.yaml"), Token));
        var request = await ProposeAsync("kayron-1-1", [new("Undeclared", "x")]);

        var invalid = await Assert.ThrowsAsync<InvalidException>(() => Stacks.CreateChangeSetAsync(_environment, request, Token));

        Assert.Contains("Undeclared", invalid.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_root_says_what_it_needs()
    {
        var request = await ProposeAsync("kayron-1-1", []);

        var summary = await Stacks.SummarizeAsync(_environment, request.Template, Token);

        Assert.Contains(summary.Parameters, parameter => parameter is { Key: "ApiVersion", Default: null, NoEcho: false });
    }

    [Fact]
    public async Task Idle_loops_cost_what_was_promised()
    {
        await LookAsync();
        _sandbox.Calls.Reset();

        for (var loop = 0; loop < 5; loop++) await LookAsync();

        // One page of tags, six services in one cluster, and nothing for task definitions that are known.
        Assert.Equal(
            ["cloudformation DescribeStacks 5", "ecs DescribeServices 5", "tagging GetResources 5"],
            _sandbox.Calls.Counts().Where(call => call.Api != "github").Select(call => $"{call.Api} {call.Operation} {call.Count}"));
    }

    [Fact]
    public async Task A_role_in_another_account_needs_its_external_id()
    {
        const string role = "arn:aws:iam::210987654321:role/kayron";
        _sandbox.Aws.DefineRole(role, "acme");

        await Assert.ThrowsAsync<BlockedException>(() => Stacks.FindAsync(_environment with { RoleArn = role }, Token));
        Assert.Null(await Stacks.FindAsync(_environment with { RoleArn = role, ExternalId = "acme" }, Token));
    }

    [Fact]
    public async Task Wrong_keys_are_for_a_person_to_mend()
    {
        using var stranger = new AwsUnderTest(new Uri(_sandbox.Description.Aws), "stranger", "secret");
        using var forger = new AwsUnderTest(new Uri(_sandbox.Description.Aws), _sandbox.Description.AccessKeyId, "wrong");

        await Assert.ThrowsAsync<BlockedException>(() => stranger.Adapters.Stacks.FindAsync(_environment, Token));
        await Assert.ThrowsAsync<BlockedException>(() => forger.Adapters.RunningServices.ReadAsync(_environment, Token));
    }

    private async Task LookAsync()
    {
        await FindStackAsync();
        await _aws.Adapters.RunningServices.ReadAsync(_environment, Token);
    }

    private TemplateBundle Bundle(StackState stack)
    {
        using var files = new PhysicalFileProvider(Path.Combine(_sandbox.Description.Repositories, "acme", "infrastructure", "main"));
        return TemplateBundle.Render(files, new TemplateTarget(_environment.Name, _environment.Bucket, stack.Account, _environment.Region, key => _aws.Adapters.Templates.UrlOf(_environment, key)));
    }

    [Fact]
    public async Task What_a_systems_manager_parameter_stands_for_is_read_of_the_stack_and_of_the_change_set()
    {
        const string Template = """
            Parameters:
              Image: { Type: AWS::SSM::Parameter::Value<String>, Default: /acme/image }
            Resources:
              Topic: { Type: AWS::SNS::Topic, Properties: { DisplayName: !Ref Image } }
            """;
        _sandbox.Aws.PutSystemsManagerParameter("/acme/image", "first");
        _sandbox.Aws.PutObject(_environment.Bucket, "plain.yaml", System.Text.Encoding.UTF8.GetBytes(Template));
        var url = new Uri($"{_sandbox.Description.Aws}{_environment.Bucket}/plain.yaml");
        _sandbox.Aws.CreateStack("plain", url.AbsoluteUri, new Dictionary<string, string>(), new Dictionary<string, string>());
        _sandbox.Aws.PutSystemsManagerParameter("/acme/image", "second");
        var environment = _environment with { Stack = "plain" };

        await Stacks.CreateChangeSetAsync(environment, new ChangeSetRequest("kayron-1-1", "kayron-1-1", "test", url, [new("Image", null)], new Dictionary<string, string>(), [], null, false), Token);
        var review = await EventuallyAsync(async () => (await Stacks.FindChangeSetAsync(environment, "kayron-1-1", Token))!, seen => seen.Status != ChangeSetStatus.Pending);

        Assert.Equal("first", (await Stacks.FindAsync(environment, Token))!.Resolved!["Image"]);
        Assert.Equal((ChangeSetStatus.Ready, "second"), (review.Status, review.Resolved["Image"]));
    }

    private async Task<ChangeSetRequest> ProposeAsync(string name, ParameterInput[] changed)
    {
        var stack = await FindStackAsync();
        var bundle = Bundle(stack);
        foreach (var file in bundle.Files) await _aws.Adapters.Templates.PutAsync(_environment, file.Key, file.Content, Token);
        var kept = stack.Parameters.Keys.Except(changed.Select(parameter => parameter.Key)).Select(key => new ParameterInput(key, null));
        return new ChangeSetRequest(name, name, "test", bundle.RootUrl, [.. changed, .. kept], stack.Tags, EnvironmentSettings.DefaultCapabilities, RoleArn: null, IncludeNestedStacks: true);
    }

    private async Task<StackState> FindStackAsync() => await Stacks.FindAsync(_environment, Token) ?? throw new InvalidOperationException("the stack is gone");

    private Task<ChangeSetState> ReviewAsync(string name) => EventuallyAsync(
        async () => await Stacks.FindChangeSetAsync(_environment, name, Token) ?? throw new InvalidOperationException("the change set is gone"), review => review.Status != ChangeSetStatus.Pending);

    private Task<StackState> FollowAsync() => EventuallyAsync(FindStackAsync, stack => !stack.IsInProgress);

    private async Task<T> EventuallyAsync<T>(Func<Task<T>> look, Func<T, bool> isDone)
    {
        for (var second = 0; second < 300; second++)
        {
            if (await look() is var seen && isDone(seen)) return seen;
            _time.Advance(TimeSpan.FromSeconds(1));
        }
        throw new InvalidOperationException("it has no end");
    }
}

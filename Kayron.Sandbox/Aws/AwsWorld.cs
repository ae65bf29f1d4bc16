using System.Text.Json;
using System.Text.Json.Serialization;
using Kayron.Sandbox.Aws.CloudFormation;
using Kayron.Sandbox.Aws.Ecr;
using Kayron.Sandbox.Aws.Ecs;
using Kayron.Sandbox.Aws.S3;
using Kayron.Sandbox.Aws.Signing;
using Kayron.Sandbox.Aws.Sts;
using Kayron.Sandbox.Hosting;
using Microsoft.AspNetCore.Http;

namespace Kayron.Sandbox.Aws;

/// <summary>The emulated AWS: answers requests, and is seeded and moved from within the process.</summary>
/// <remarks>
/// There are no timers. Every entry first lets happen what was due by now, each step at its own time, so that the same
/// calls at the same times give the same answers, also after a snapshot was saved and loaded.
/// </remarks>
public sealed class AwsWorld
{
    private static readonly JsonSerializerOptions Snapshots = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly Lock _gate = new();
    private readonly AwsContext _context;
    private readonly TimeProvider _clock;
    private readonly CallLog _calls;
    private readonly CloudFormationEngine _cloudFormation;
    private readonly ObjectStore _store;
    private readonly ImageRegistry _registry;
    private readonly Faults _faults;
    private readonly RequestDispatch _dispatch;
    private readonly StackControl _stacks;

    public AwsWorld(AwsOptions options, TimeProvider clock, CallLog calls)
    {
        (_clock, _calls) = (clock, calls);
        _context = new AwsContext(options) { Now = clock.GetUtcNow() };
        _store = new ObjectStore(_context);
        _registry = new ImageRegistry(_context);
        _faults = new Faults(_context);
        var deployments = new ServiceDeployments(_context, _registry);
        _cloudFormation = new CloudFormationEngine(_context, _store, new EcsResources(_context, deployments), deployments);
        _dispatch = new RequestDispatch(_context, new Authenticator(_context, new Sessions(_context)), _faults, _cloudFormation, new S3Operations(_store, _context));
        _stacks = new StackControl(_context, _cloudFormation, Settle);
    }

    /// <summary>Something that a snapshot holds has changed.</summary>
    public event Action? Changed;

    /// <summary>Answers any request that arrives at the AWS port.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        var request = await SignedRequest.ReadAsync(context);
        AwsAnswer answer;
        bool changed;
        lock (_gate)
        {
            changed = CatchUp();
            answer = _dispatch.Answer(request);
            // A step that is due at once, as every first step is, need not wait for the next request.
            changed |= CatchUp() || (answer.Status < 300 && !Services.Reads(answer.Operation));
        }
        if (changed) Changed?.Invoke();
        _calls.Record(answer.Api, answer.Operation, answer.Status);
        await WriteAsync(context, answer);
    }

    public void CreateBucket(string name) => Change(() => _store.Create(name, _context.Options.Account));

    public void PutObject(string bucket, string key, byte[] content) => Change(() => _store.Put(bucket, key, content));

    /// <summary>Pushes new content under the tag, creating the repository where it is missing.</summary>
    /// <param name="platforms">Several make a multi-architecture index; null is one image for <c>linux/amd64</c>.</param>
    /// <returns>The digest of the manifest, or of the index.</returns>
    public string PushImage(string repository, string tag, string? account = null, IReadOnlyList<string>? platforms = null) =>
        Change(() => _registry.Push(account ?? _context.Options.Account, repository, tag, platforms ?? []));

    /// <summary>Creates a stack that is complete at once, its nested stacks and ECS services running.</summary>
    /// <exception cref="InvalidOperationException">CloudFormation refuses it or it fails; the message says why.</exception>
    public void CreateStack(string name, string rootTemplateUrl, IReadOnlyDictionary<string, string> parameters, IReadOnlyDictionary<string, string> tags, string? account = null) =>
        Change(() => _stacks.Create(name, rootTemplateUrl, parameters, tags, account ?? _context.Options.Account));

    /// <summary>Sets what templates find under the name of an SSM parameter.</summary>
    public void PutSystemsManagerParameter(string name, string value) => Change(() => _context.State.SystemsManagerParameters[name] = value);

    /// <summary>Describes a role: whoever assumes it has to name the external id. Roles that are not described can be assumed freely.</summary>
    public void DefineRole(string arn, string externalId) => Change(() => _context.State.Roles[arn] = new RoleState { Arn = arn, ExternalId = externalId });

    /// <summary>Names of the root stacks that exist, in all accounts.</summary>
    public IReadOnlyList<string> StackNames() => Change(_stacks.Names);

    /// <summary>Starts an update with other parameters, as someone with a console would.</summary>
    /// <exception cref="InvalidOperationException">CloudFormation refuses it; the message says why.</exception>
    public void ChangeStackBehindTheBack(string stack, IReadOnlyDictionary<string, string> parameters) => Change(() => _stacks.Update(stack, parameters));

    /// <param name="logicalId">The resource that fails, nested ones by logical id or path (<c>Network/Subnet</c>); null chooses an ECS service that changes.</param>
    /// <param name="rollbackFails">The stack then ends in UPDATE_ROLLBACK_FAILED.</param>
    public void FailNextUpdate(string stack, string? logicalId = null, string? reason = null, bool rollbackFails = false) =>
        Change(() => _stacks.Plan(stack, new CloudFormation.State.UpdateFault { Target = logicalId, Reason = reason, RollbackFails = rollbackFails }));

    /// <summary>Continues a rollback that failed, as someone with a console would.</summary>
    /// <exception cref="InvalidOperationException">CloudFormation refuses it; the message says why.</exception>
    public void ContinueRollback(string stack) => Change(() => _stacks.ContinueRollback(stack));

    /// <summary>The next update stays in progress until <see cref="Release"/> or CancelUpdateStack.</summary>
    public void HangNextUpdate(string stack) => Change(() => _stacks.Plan(stack, new CloudFormation.State.UpdateFault { Hangs = true }));

    /// <summary>Lets a hanging update go on, and forgets a failure or hang that was planned and has not struck.</summary>
    public void Release(string stack) => Change(() => _stacks.Release(stack));

    /// <summary>Throttles the next calls of one API, or of all.</summary>
    public void Throttle(string? api, int nextCalls)
    {
        var (status, code) = Faults.Throttling(api);
        Change(() => _faults.Add(new Fault { Api = api, Status = status, Code = code, Remaining = nextCalls }));
    }

    /// <summary>Answers the next calls with an error.</summary>
    /// <param name="operation">Null strikes every operation of the API.</param>
    public void Fail(string api, string? operation, int status, string code, int nextCalls) =>
        Change(() => _faults.Add(new Fault { Api = api, Operation = operation, Status = status, Code = code, Remaining = nextCalls }));

    /// <returns>The whole state as JSON, updates under way included.</returns>
    public string Save()
    {
        lock (_gate) return JsonSerializer.Serialize(_context.State, Snapshots);
    }

    public void Load(string snapshot)
    {
        lock (_gate) _context.State = JsonSerializer.Deserialize<AwsState>(snapshot, Snapshots) ?? throw new JsonException("The snapshot is empty.");
    }

    private static async Task WriteAsync(HttpContext context, AwsAnswer answer)
    {
        context.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers) context.Response.Headers[name] = value;
        if (answer.Status is 204 or 304) return;
        context.Response.ContentLength = answer.Body.Length;
        if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }

    private void Change(Action change) => Change(() =>
    {
        change();
        return true;
    });

    private T Change<T>(Func<T> change)
    {
        T outcome;
        lock (_gate)
        {
            CatchUp();
            outcome = change();
            CatchUp();
        }
        Changed?.Invoke();
        return outcome;
    }

    /// <returns>Whether anything happened.</returns>
    private bool CatchUp()
    {
        var now = _clock.GetUtcNow();
        var happened = Settle(now);
        _context.Now = now;
        return happened;
    }

    private bool Settle(DateTimeOffset now)
    {
        var happened = false;
        while (_cloudFormation.Schedule.NextDue(now) is { } step)
        {
            _context.Now = step.Due;
            _cloudFormation.Apply(step);
            happened = true;
        }
        return happened;
    }
}

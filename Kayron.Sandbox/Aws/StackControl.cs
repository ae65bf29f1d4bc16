using System.Text.Json.Nodes;
using Kayron.Sandbox.Aws.CloudFormation;
using Kayron.Sandbox.Aws.CloudFormation.State;

namespace Kayron.Sandbox.Aws;

/// <summary>Moves stacks from within the process, by the same operations that callers use.</summary>
/// <param name="settle">Lets happen what is due at the time.</param>
public sealed class StackControl(AwsContext context, CloudFormationEngine engine, Func<DateTimeOffset, bool> settle)
{
    private static readonly string[] Capabilities = ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"];

    public IReadOnlyList<string> Names() =>
        [.. context.State.Accounts.Values.SelectMany(account => account.Stacks.Values).Where(stack => stack.IsLive && stack.ParentId is null).Select(stack => stack.Name)];

    public void Create(string name, string templateUrl, IReadOnlyDictionary<string, string> parameters, IReadOnlyDictionary<string, string> tags, string account)
    {
        var now = context.Now;
        context.Instantly = true;
        try
        {
            Invoke("CreateStack", account, new JsonObject
            {
                ["StackName"] = name,
                ["TemplateURL"] = templateUrl,
                ["Parameters"] = Parameters(parameters),
                ["Tags"] = new JsonArray([.. tags.Select(tag => (JsonNode)new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value })]),
            });
            settle(now);
        }
        finally
        {
            context.Instantly = false;
        }
        var stack = engine.Stacks.Required(account, name);
        if (stack.Status == "CREATE_COMPLETE") return;
        var cause = stack.Events.Find(item => item.Status == "CREATE_FAILED")?.Reason ?? stack.StatusReason;
        throw new InvalidOperationException($"Stack {name} ended in {stack.Status}: {cause}");
    }

    public void Update(string name, IReadOnlyDictionary<string, string> changed)
    {
        var stack = Find(name);
        var kept = stack.Definition.Parameters.Keys.Where(key => !changed.ContainsKey(key)).Select(key => (JsonNode)new JsonObject { ["ParameterKey"] = key, ["UsePreviousValue"] = "true" });
        Invoke("UpdateStack", stack.Account, new JsonObject
        {
            ["StackName"] = stack.StackId,
            ["UsePreviousTemplate"] = "true",
            ["Parameters"] = new JsonArray([.. Parameters(changed).Select(item => item!.DeepClone()), .. kept]),
        });
    }

    public void ContinueRollback(string name)
    {
        var stack = Find(name);
        Invoke("ContinueUpdateRollback", stack.Account, new JsonObject { ["StackName"] = stack.StackId });
    }

    public void Plan(string name, UpdateFault fault) => Find(name).NextFault = fault;

    public void Release(string name)
    {
        var stack = Find(name);
        stack.NextFault = null;
        if (stack.Operation is not { } operation) return;
        foreach (var (delay, step) in operation.Parked) engine.Schedule.At(context.Now + delay, step);
        operation.Parked.Clear();
    }

    private StackState Find(string name) =>
        context.State.Accounts.Keys.Select(account => engine.Stacks.Find(account, name)).OfType<StackState>().FirstOrDefault() ?? throw new InvalidOperationException($"There is no stack {name}.");

    private void Invoke(string operation, string account, JsonObject input)
    {
        input["Capabilities"] = new JsonArray([.. Capabilities.Select(capability => (JsonNode)capability)]);
        try
        {
            engine.Operations[operation](new AwsCall("cloudformation", account, $"arn:aws:iam::{account}:user/console", "AIDACONSOLE", ""), input);
        }
        catch (AwsException error)
        {
            throw new InvalidOperationException(error.Message, error);
        }
    }

    private static JsonArray Parameters(IReadOnlyDictionary<string, string> values) =>
        new([.. values.Select(entry => (JsonNode)new JsonObject { ["ParameterKey"] = entry.Key, ["ParameterValue"] = entry.Value })]);
}

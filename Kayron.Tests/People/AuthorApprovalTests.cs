using Kayron.Web.Cli;

namespace Kayron.Tests.People;

/// <summary>An author who has every role approves the own change: refused with the code <c>self-approval</c> on every way there is. EndToEnd/SelfApprovalTests says who is an author.</summary>
[Collection(WaitingProductionCollection.Name)]
public sealed class AuthorApprovalTests(WaitingProduction production)
{
    private const string Words = "you wrote a commit in releases: somebody else has to approve";

    [Fact]
    public async Task Through_the_API_with_a_session()
    {
        using var browser = await production.BrowserOfAsync("margaret");
        Assert.Equal((403, "self-approval"), await WaitingProduction.ApproveAsync(browser, production.Change));
        await production.AssertRefusedAsync("sandbox:margaret", $"self-approval: {Words}", "127.0.0.1 api");
    }

    [Fact]
    public async Task Through_the_API_with_a_token()
    {
        using var script = await production.ScriptOfAsync("margaret", "administrator");
        Assert.Equal((403, "self-approval"), await WaitingProduction.ApproveAsync(script, production.Change));
        await production.AssertRefusedAsync("sandbox:margaret", $"self-approval: {Words}", "127.0.0.1 api token:");
    }

    [Fact]
    public async Task Through_the_circuit_with_a_click_on_a_button_that_is_not_drawn()
    {
        Assert.Equal($"Y{Words[1..]}", await production.PressUndrawnAsync("margaret"));
        await production.AssertRefusedAsync("sandbox:margaret", $"self-approval: {Words}", "127.0.0.1 dashboard");
    }

    [Fact]
    public async Task From_the_command_line()
    {
        var (code, error) = await production.RunApproveAsync("margaret", "administrator");
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains(Words, error);
        Assert.EndsWith("(self-approval)", error);
        await production.AssertRefusedAsync("sandbox:margaret", $"self-approval: {Words}", "127.0.0.1 api token:");
    }
}

using Kayron.Web.Cli;

namespace Kayron.Tests.People;

/// <summary>A viewer calls approve: refused on every way there is, and audited.</summary>
[Collection(WaitingProductionCollection.Name)]
public sealed class ViewerApprovalTests(WaitingProduction production)
{
    private const string Reason = "role: this needs the role approver in production";

    [Fact]
    public async Task Through_the_API_with_a_session()
    {
        using var browser = await production.BrowserOfAsync("linus");
        Assert.Equal((403, "role"), await WaitingProduction.ApproveAsync(browser, production.Change));
        await production.AssertRefusedAsync("sandbox:linus", Reason, "127.0.0.1 api");
    }

    [Fact]
    public async Task Through_the_API_with_a_token()
    {
        using var script = await production.ScriptOfAsync("linus", "viewer");
        Assert.Equal((403, "role"), await WaitingProduction.ApproveAsync(script, production.Change));
        await production.AssertRefusedAsync("sandbox:linus", Reason, "127.0.0.1 api token:");
    }

    [Fact]
    public async Task Through_the_circuit_with_a_click_on_a_button_that_is_not_drawn()
    {
        Assert.Equal("This needs the role approver in production", await production.PressUndrawnAsync("linus"));
        await production.AssertRefusedAsync("sandbox:linus", Reason, "127.0.0.1 dashboard");
    }

    [Fact]
    public async Task From_the_command_line()
    {
        var (code, error) = await production.RunApproveAsync("linus", "viewer");
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("this needs the role approver in production", error);
        Assert.EndsWith("(role)", error);
        await production.AssertRefusedAsync("sandbox:linus", Reason, "127.0.0.1 api token:");
    }
}

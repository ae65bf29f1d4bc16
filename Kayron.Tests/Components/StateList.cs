using Kayron.Core.Commands;
using Kayron.Core.Queries;
using Kayron.Tests.Support;
using Microsoft.Playwright;

namespace Kayron.Tests.Components;

/// <summary>What pages show only after somebody has done something.</summary>
/// <param name="ReachAsync">From the page at <paramref name="Path"/>.</param>
public sealed record StateCase(string Name, string Path, Func<IPage, Task> ReachAsync)
{
    public async Task OpenAsync(IPage page, DashboardHost host)
    {
        host.Commands.Answer = new CommandResult.Done();
        host.Actor.Actor = FixedActor.Someone("margaret", "Margaret", Role.Administrator);
        if (Name == "approve-refused") host.Commands.Answer = new CommandResult.Refused("confirmation-required", 422, "type what is removed or replaced: UploadsBucket, Database");
        if (Name == "own-work") host.Actor.Actor = FixedActor.Someone("grace", "Grace", Role.Approver);
        await page.OpenAsync(host, Path);
        await ReachAsync(page);
    }
}

/// <summary>One of each, in the fakes' world.</summary>
public static class StateList
{
    public static IReadOnlyList<StateCase> All { get; } =
    [
        new("simulated", "/policies", async page =>
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Simulate production" }).ClickAsync();
            await page.Locator("[data-simulated]").Nth(2).WaitForAsync();
        }),
        new("token-made", "/settings", async page =>
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Make a token" }).ClickAsync();
            await page.GetByLabel("What it is for").FillAsync("laptop");
            await page.Keyboard.PressAsync("Enter");
            await page.Locator("[data-token]").WaitForAsync();
        }),
        new("approve-refused", "/changes/ch-destructive", async page =>
        {
            await page.Locator("[data-approve]").ClickAsync();
            await page.Locator(".refusal").WaitForAsync();
        }),
        new("own-work", "/changes/ch-own", page => page.GetByText("so somebody else has to approve this").WaitForAsync()),
        new("people", "/settings/people", _ => Task.CompletedTask),
        new("dialog-refused", "/deployments/211", async page =>
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Roll back" }).ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Roll back production" }).ClickAsync();
            await page.Locator(".mud-dialog .refusal").WaitForAsync();
        }),
    ];

    /// <summary>A world in which there is something to meet.</summary>
    public static DashboardWorld World()
    {
        var world = new DashboardWorld();
        world.Changes.Add(DashboardWorld.AwaitingApproval() with
        {
            Id = "ch-own",
            Contributors = [new ContributorView("grace", "wrote a commit in api"), new("linus", "tagged web v3.1.1")],
            UnknownContributors = ["Jane Doe wrote a commit in api and cannot be told from an approver"],
        });
        return world;
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kayron.Core.Commands;
using Kayron.Core.People;
using Kayron.Core.Queries;
using Kayron.Tests.Support;

namespace Kayron.Tests.Api;

/// <summary>What the page People shows and does, for scripts.</summary>
public sealed class PeopleApiTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_administrator_sees_who_has_signed_in_with_their_roles_in_words()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var browser = daemon.Browser();
        using var signedIn = await browser.SignInAsync("ada");
        using var script = daemon.Script();
        var people = await script.GetFromJsonAsync<JsonElement>("/api/v1/people", Cancel);
        Assert.Equal(1, people.GetProperty("total").GetInt32());
        var ada = people.GetProperty("items")[0];
        Assert.Equal(("sandbox:ada", "sandbox", "ada", 1), (ada.GetProperty("account").GetString(), ada.GetProperty("provider").GetString(), ada.GetProperty("login").GetString(), ada.GetProperty("sessions").GetInt32()));
        Assert.Equal("viewer", ada.GetProperty("roles").GetProperty("*").GetString());
        Assert.Equal(JsonValueKind.Null, ada.GetProperty("disabledAt").ValueKind);
        Assert.Equal(ada.ToString(), (await script.GetFromJsonAsync<JsonElement>("/api/v1/people/sandbox:ada", Cancel)).ToString());
    }

    [Fact]
    public async Task Disabling_ends_what_they_do_at_once_and_enabling_lets_them_sign_in_again()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var browser = daemon.Browser();
        using var signedIn = await browser.SignInAsync("ada");
        using var script = daemon.Script();
        using var disabled = await script.PostAsJsonAsync("/api/v1/people/sandbox:ada/disable", new { reason = "left" }, Cancel);
        Assert.NotEqual(JsonValueKind.Null, (await disabled.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("disabledAt").ValueKind);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/api/v1/environments", Cancel)).StatusCode);
        using var enabled = await script.PostAsync("/api/v1/people/sandbox:ada/enable", null, Cancel);
        Assert.Equal(JsonValueKind.Null, (await enabled.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("disabledAt").ValueKind);
    }

    [Fact]
    public async Task An_id_with_an_address_in_it_is_found()
    {
        await using var daemon = await TestDaemon.StartAsync();
        const string id = "oidc:https://id.example.com/tenant|00u1";
        daemon.Core.Accounts.Put(new Account(id, "", "Grace", null, [], TimeProvider.System.GetUtcNow()));
        using var script = daemon.Script();
        var person = await script.GetFromJsonAsync<JsonElement>($"/api/v1/people/{Uri.EscapeDataString(id)}", Cancel);
        Assert.Equal(id, person.GetProperty("account").GetString());
        using var disabled = await script.PostAsync($"/api/v1/people/{Uri.EscapeDataString(id)}/disable", null, Cancel);
        Assert.Equal(HttpStatusCode.OK, disabled.StatusCode);
    }

    [Theory]
    [InlineData("/api/v1/people"), InlineData("/api/v1/people/sandbox:ada"), InlineData("/api/v1/people/sandbox:nobody"), InlineData("/api/v1/sessions?account=sandbox:ada")]
    public async Task Who_is_no_administrator_sees_nobody_else(string path)
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var ada = daemon.Browser();
        using var signedIn = await ada.SignInAsync("ada");
        using var linus = daemon.Browser();
        using var viewer = await linus.SignInAsync("linus");
        using var answer = await linus.GetAsync(path, Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("role", (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Everybody_lists_and_ends_their_own_sessions()
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var desk = daemon.Browser();
        using var first = await desk.SignInAsync("ada");
        using var telephone = daemon.Browser();
        using var second = await telephone.SignInAsync("ada");
        using var other = daemon.Browser();
        using var third = await other.SignInAsync("linus");
        var own = await desk.GetFromJsonAsync<JsonElement>("/api/v1/sessions", Cancel);
        Assert.Equal(["sandbox:ada", "sandbox:ada"], own.GetProperty("items").EnumerateArray().Select(session => session.GetProperty("account").GetString()));
        foreach (var name in new[] { "id", "name", "createdAt", "lastSeen", "expires", "address", "browser" }) Assert.True(own.GetProperty("items")[0].TryGetProperty(name, out _), name);

        desk.DefaultRequestHeaders.Add("X-CSRF-TOKEN", await desk.AntiforgeryTokenAsync());
        using var ended = await desk.DeleteAsync("/api/v1/sessions/2", Cancel);
        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await telephone.GetAsync("/api/v1/environments", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await desk.GetAsync("/api/v1/environments", Cancel)).StatusCode);
        using var script = daemon.Script();
        Assert.Equal(2, (await script.GetFromJsonAsync<JsonElement>("/api/v1/sessions", Cancel)).GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("/api/v1/people/sandbox:ada/disable", """{"reason":7}""", "reason has the wrong type.")]
    [InlineData("/api/v1/people/sandbox:ada/disable", """{"why":"x"}""", "why is not a key of this request.")]
    public async Task A_bad_body_is_named_by_its_key(string path, string body, string detail)
    {
        await using var daemon = await TestDaemon.StartAsync();
        using var script = daemon.Script();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await script.PostAsync(path, content, Cancel);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal((400, "invalid", detail), ((int)answer.StatusCode, problem.GetProperty("code").GetString(), problem.GetProperty("detail").GetString()));
    }

    [Fact]
    public void A_page_that_nobody_describes_is_the_first_fifty()
    {
        Assert.Equal((0, 50), (new PageRequest().Offset, new PageRequest().Limit));
        Assert.Equal((0, 50), (default(PageRequest).Offset, default(PageRequest).Limit));
        Assert.Equal((400, 200), (new PageRequest(3, 1_000).Offset, new PageRequest(3, 1_000).Limit));
    }
}

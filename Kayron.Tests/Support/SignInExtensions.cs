using System.Text.Json;

namespace Kayron.Tests.Support;

/// <summary>What a browser does to sign in, step by step.</summary>
internal static class SignInExtensions
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>As the form on the sign-in page.</summary>
    public static Task<HttpResponseMessage> SignInAsync(this HttpClient browser, string login, string? returnUrl = null) =>
        browser.PostFormAsync("/auth/sandbox", new() { ["login"] = login, ["returnUrl"] = returnUrl ?? "/" });

    public static async Task<HttpResponseMessage> PostFormAsync(this HttpClient browser, string path, Dictionary<string, string> fields)
    {
        fields["__RequestVerificationToken"] = await browser.AntiforgeryTokenAsync();
        return await browser.PostAsync(path, new FormUrlEncodedContent(fields), Cancel);
    }

    public static async Task<string> AntiforgeryTokenAsync(this HttpClient browser)
    {
        using var answer = JsonDocument.Parse(await browser.GetStringAsync("/auth/antiforgery", Cancel));
        return answer.RootElement.GetProperty("token").GetString()!;
    }
}
